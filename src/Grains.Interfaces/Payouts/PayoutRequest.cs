using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>
/// A client's request, validated and normalised (docs/http-api.md, "Fields"). Two requests are equal when all members
/// are.
/// </summary>
[GenerateSerializer, Immutable, Alias("payouts.PayoutRequest")]
public sealed record PayoutRequest
{
    /// <summary>1 to 64 characters of <c>A-Z a-z 0-9 . _ : -</c>.</summary>
    [Id(0)] public required string ClientId { get; init; }

    /// <summary>Upper-case coin code.</summary>
    [Id(1)] public required string Asset { get; init; }

    /// <summary>Upper-case network code.</summary>
    [Id(2)] public required string Network { get; init; }

    /// <summary>
    /// In units of <see cref="Asset"/>, above zero, at most 18 digits before and 8 after the point, without trailing
    /// zeros.
    /// </summary>
    [Id(3)] public required decimal Amount { get; init; }

    /// <summary>The receiver, valid on <see cref="Network"/>. Never logged.</summary>
    [Id(4)] public required string WalletAddress { get; init; }

    /// <summary>1 to 30 characters, on networks that support a memo.</summary>
    [Id(5)] public string? Memo { get; init; }

    /// <summary>How the payout came about.</summary>
    [Id(6)] public PayoutOrigin Origin { get; init; }

    /// <summary>The caller's own reference for this payout, up to 128 characters.</summary>
    [Id(7)] public string? Reference { get; init; }

    /// <summary>The requester, up to 128 characters; for the audit trail.</summary>
    [Id(8)] public string? RequestedBy { get; init; }

    /// <summary>Nothing is sent before this time, UTC in whole milliseconds; a past time means now.</summary>
    [Id(9)] public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>Who bears the fee.</summary>
    [Id(10)] public FeePayer FeePayer { get; init; }

    /// <summary>Up to 16 pairs, returned as they came and never interpreted.</summary>
    [Id(11)] public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
