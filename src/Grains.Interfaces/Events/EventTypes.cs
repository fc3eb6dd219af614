using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Interfaces.Events;

/// <summary>The wire's words for what can happen (docs/http-api.md, "Events").</summary>
public static class EventTypes
{
    /// <summary>The first version of a payout was stored.</summary>
    public const string Created = "payout.created";

    /// <summary>Detail, reason, transaction hash or the approvals given of a payout changed, but not the status.</summary>
    public const string Updated = "payout.updated";

    /// <summary>A person has to look at a payout from now on.</summary>
    public const string AttentionNeeded = "payout.attention_needed";

    /// <summary>Nobody has to look at a payout any more.</summary>
    public const string AttentionCleared = "payout.attention_cleared";

    /// <summary>Every event of a payout, as a filter.</summary>
    public const string AnyOfPayouts = "payout.*";

    private const string AnyEnding = ".*";

    /// <summary>Every type of event of a payout.</summary>
    public static ImmutableArray<string> OfPayouts { get; } =
    [
        Created, .. Enum.GetValues<PayoutStatus>().Where(status => status != PayoutStatus.Pending).Select(Became),
        Updated, AttentionNeeded, AttentionCleared,
    ];

    /// <summary>The type that says that a payout became <paramref name="status"/>, which no payout becomes again.</summary>
    public static string Became(PayoutStatus status) => $"payout.{EnumNames.Of(status)}";

    /// <summary>Whether the type is about the need for attention: a second event beside another of the same version.</summary>
    public static bool IsAttention(string type) => type is AttentionNeeded or AttentionCleared;

    /// <summary>Whether a filter lets a type pass: the same word, or the beginning of it before <c>.*</c>.</summary>
    public static bool Matches(string filter, string type)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(type);
        return filter.EndsWith(AnyEnding, StringComparison.Ordinal)
            ? type.AsSpan().StartsWith(filter.AsSpan(0, filter.Length - 1), StringComparison.Ordinal)
            : type == filter;
    }
}
