using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Policies;

/// <summary>Which payouts may leave, who has to approve them, and how much may leave in a time (docs/http-api.md, "Policy").</summary>
[GenerateSerializer, Immutable, Alias("payouts.Policy")]
public sealed record Policy
{
    /// <summary>What holds before anybody has made a policy: everything is allowed.</summary>
    public static readonly Policy None = new();

    /// <summary>What happens to a payout that no rule matches: never <see cref="PolicyAction.Approve"/>, which needs a plan.</summary>
    [Id(0)] public PolicyAction Default { get; init; } = PolicyAction.Allow;

    /// <summary>At most 200, from the top: the first that matches decides.</summary>
    [Id(1)] public ImmutableArray<PolicyRule> Rules { get; init; } = [];

    /// <summary>At most 50: all that match hold, whatever the rules say.</summary>
    [Id(2)] public ImmutableArray<LimitRule> Limits { get; init; } = [];

    /// <summary>Whose payouts go to known addresses alone.</summary>
    [Id(3)] public AddressBookRule AddressBook { get; init; } = new();
}

/// <summary>Whose payouts go to known addresses alone.</summary>
[GenerateSerializer, Immutable, Alias("payouts.AddressBookRule")]
public sealed record AddressBookRule
{
    /// <summary>The mode of a client that is not among <see cref="Clients"/>.</summary>
    [Id(0)] public AddressMode Default { get; init; } = AddressMode.Off;

    /// <summary>The mode of a client, by its id.</summary>
    [Id(1)] public ImmutableSortedDictionary<string, AddressMode> Clients { get; init; } = ImmutableSortedDictionary.Create<string, AddressMode>(StringComparer.Ordinal);

    /// <summary>How long after it was added an address is not active yet: 0 to 7 days.</summary>
    [Id(2)] public TimeSpan CoolingOff { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The mode of a client.</summary>
    public AddressMode ModeOf(string clientId) => Clients.TryGetValue(clientId, out var mode) ? mode : Default;
}

/// <summary>What an address book is to its client's payouts.</summary>
[GenerateSerializer, Alias("payouts.AddressMode")]
public enum AddressMode
{
    /// <summary>Nothing is asked of it.</summary>
    Off,

    /// <summary>A payout to an address that is not active in it is refused.</summary>
    Require,
}
