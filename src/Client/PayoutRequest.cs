using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What to pay, and to whom. The service checks it; <see cref="ValidationFailedException"/> says what is wrong.</summary>
public sealed record PayoutRequest
{
    /// <summary>The client on whose behalf it is paid: 1 to 64 of <c>A-Z a-z 0-9 . _ : -</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary>The coin's code, in any case.</summary>
    public required string Asset { get; init; }

    /// <summary>The network's code, in any case.</summary>
    public required string Network { get; init; }

    /// <summary>In units of the asset: above zero, at most 18 digits before and 8 after the point.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public required decimal Amount { get; init; }

    /// <summary>The receiver's address, valid on the network.</summary>
    public required string WalletAddress { get; init; }

    /// <summary>Only on networks that have memos (TON).</summary>
    public string? Memo { get; init; }

    /// <summary>How it comes about; manual if <see langword="null"/>.</summary>
    public PayoutOrigin? Origin { get; init; }

    /// <summary>The caller's own name for it, up to 128 characters.</summary>
    public string? Reference { get; init; }

    /// <summary>Who asks for it, up to 128 characters.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>Nothing is sent before this time, at most 366 days ahead.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>Who bears the fee; the merchant if <see langword="null"/>.</summary>
    public FeePayer? FeePayer { get; init; }

    /// <summary>Up to 16 pairs, 4 KiB in all; handed back, never interpreted.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
