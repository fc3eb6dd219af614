using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Grains.Policies;

/// <summary>A member of a condition.</summary>
internal enum ConditionMember
{
    None,
    Client,
    Asset,
    Network,
    Origin,
    Initiator,
    Key,
    Batch,
    Amount,
    Hours,
    Address,
}

/// <summary>What a payout is, in the numbers of a policy.</summary>
internal readonly record struct FactCodes(int Client, int Asset, int Network, int Initiator, int Key, int KeyId);

/// <summary>All texts that a policy names.</summary>
/// <param name="conditions">Of all its rules and limits.</param>
internal sealed class PolicyCodes(ImmutableArray<RuleCondition> conditions)
{
    public Interned Clients { get; } = new(conditions.SelectMany(condition => condition.Client), StringComparer.Ordinal);

    public Interned Assets { get; } = new(conditions.SelectMany(condition => condition.Asset), StringComparer.Ordinal);

    public Interned Networks { get; } = new(conditions.SelectMany(condition => condition.Network), StringComparer.Ordinal);

    /// <summary>Compared as <see cref="Persons.AreSame"/> does.</summary>
    public Interned Initiators { get; } = new(conditions.SelectMany(condition => condition.Initiator), StringComparer.OrdinalIgnoreCase);

    public Interned Keys { get; } = new(conditions.SelectMany(condition => condition.Key), StringComparer.Ordinal);

    public FactCodes Of(in PayoutFacts facts) => new(
        Clients.Of(facts.ClientId), Assets.Of(facts.Asset), Networks.Of(facts.Network), Initiators.Of(facts.Person), Keys.Of(facts.Key), Keys.Of(facts.KeyId));
}

/// <summary>A condition in numbers. Asking it allocates nothing.</summary>
/// <param name="condition">It.</param>
/// <param name="codes">The policy's numbers.</param>
internal sealed class CompiledCondition(RuleCondition condition, PolicyCodes codes)
{
    private readonly int[] _clients = codes.Clients.Of(condition.Client);
    private readonly int[] _assets = codes.Assets.Of(condition.Asset);
    private readonly int[] _networks = codes.Networks.Of(condition.Network);
    private readonly int[] _initiators = codes.Initiators.Of(condition.Initiator);
    private readonly int[] _keys = codes.Keys.Of(condition.Key);
    private readonly int _origins = condition.Origin.Aggregate(0, (all, origin) => all | 1 << (int)origin);
    private readonly int _addresses = condition.Address.Aggregate(0, (all, address) => all | 1 << (int)address);
    private readonly bool? _batch = condition.Batch;
    private readonly decimal? _from = condition.Amount?.From;
    private readonly decimal? _below = condition.Amount?.Below;
    private readonly CompiledHours? _hours = condition.Hours is { } hours ? new(hours) : null;

    /// <summary>Whether it depends on the address.</summary>
    public bool AsksForAddress => _addresses != 0;

    /// <summary>The first member that is not so; <see cref="ConditionMember.None"/> if all are but, perhaps, the address.</summary>
    public ConditionMember Miss(in FactCodes has, in PayoutFacts facts) =>
        !IsIn(_clients, has.Client) ? ConditionMember.Client
        : !IsIn(_assets, has.Asset) ? ConditionMember.Asset
        : !IsIn(_networks, has.Network) ? ConditionMember.Network
        : _origins != 0 && (_origins & 1 << (int)facts.Origin) == 0 ? ConditionMember.Origin
        : !IsIn(_initiators, has.Initiator) ? ConditionMember.Initiator
        : !IsIn(_keys, has.Key) && !IsIn(_keys, has.KeyId) ? ConditionMember.Key
        : _batch is { } batch && batch != facts.IsBatch ? ConditionMember.Batch
        : facts.Amount < _from || facts.Amount >= _below ? ConditionMember.Amount
        : _hours?.Contain(facts.At) == false ? ConditionMember.Hours
        : ConditionMember.None;

    /// <summary>Whether the address is one that it asks for, or it asks for none.</summary>
    public bool Takes(KnownAddress address) =>
        _addresses == 0 || (_addresses & (1 << (int)address.Standing | (address.IsSimilar ? 1 << (int)AddressCondition.Similar : 0))) != 0;

    private static bool IsIn(int[] list, int code) => list.Length == 0 || code != Interned.Unnamed && list.AsSpan().Contains(code);
}
