using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Interfaces.Policies;

/// <summary>What a policy judges a payout by.</summary>
[GenerateSerializer, Immutable, Alias("payouts.PayoutFacts")]
public readonly record struct PayoutFacts
{
    /// <summary>The client.</summary>
    [Id(0)] public required string ClientId { get; init; }

    /// <summary>The coin, in upper case.</summary>
    [Id(1)] public required string Asset { get; init; }

    /// <summary>The network, in upper case.</summary>
    [Id(2)] public required string Network { get; init; }

    /// <summary>In units of the asset.</summary>
    [Id(3)] public required decimal Amount { get; init; }

    /// <summary>How it came about.</summary>
    [Id(4)] public required PayoutOrigin Origin { get; init; }

    /// <summary>When it was made: what <see cref="HoursRange"/> is compared with.</summary>
    [Id(5)] public required DateTimeOffset At { get; init; }

    /// <summary>The person who called; <see langword="null"/> for a key that belongs to nobody.</summary>
    [Id(6)] public string? Person { get; init; }

    /// <summary>The name of the key; <see langword="null"/> for a person who signed in without one.</summary>
    [Id(7)] public string? Key { get; init; }

    /// <summary>The id of the key, where it is not its name.</summary>
    [Id(8)] public string? KeyId { get; init; }

    /// <summary>Whether it belongs to a batch.</summary>
    [Id(9)] public bool IsBatch { get; init; }
}

/// <summary>What the client's address book says of the receiver.</summary>
/// <param name="Standing">Not <see cref="AddressCondition.Similar"/>.</param>
/// <param name="IsSimilar">Whether it looks like another one in the book.</param>
[GenerateSerializer, Immutable, Alias("payouts.KnownAddress")]
public sealed record KnownAddress([property: Id(0)] AddressCondition Standing, [property: Id(1)] bool IsSimilar = false);
