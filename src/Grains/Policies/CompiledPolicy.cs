using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Policies;

/// <summary>A policy as <see cref="Judge"/> reads it: made once for each version, and shared by all threads.</summary>
public sealed class CompiledPolicy
{
    private readonly PolicyCodes _codes;

    private CompiledPolicy(PolicyVersion version)
    {
        (Version, Source) = (version.Number, version.Policy);
        _codes = new(
        [
            .. Source.Rules.SelectMany(rule => new[] { rule.When, rule.Unless }).Concat(Source.Limits.SelectMany(limit => new[] { limit.When, limit.Unless })).OfType<RuleCondition>(),
        ]);
        Rules = [.. Source.Rules.Select(rule => new CompiledRule(rule, new(rule.When, rule.Unless, _codes)))];
        Limits = [.. Source.Limits.Select(limit => new CompiledLimit(limit, new(limit.When, limit.Unless, _codes)))];
    }

    /// <summary>Its number.</summary>
    public int Version { get; }

    /// <summary>As people wrote it.</summary>
    public Policy Source { get; }

    internal ImmutableArray<CompiledRule> Rules { get; }

    internal ImmutableArray<CompiledLimit> Limits { get; }

    /// <summary>Compiles a policy.</summary>
    /// <returns><see langword="null"/> if it allows everything and asks for nothing: then there is nothing to judge.</returns>
    /// <exception cref="InvalidDataException">This machine does not know one of its time zones.</exception>
    public static CompiledPolicy? Of(PolicyVersion version) =>
        version.Policy is { Default: PolicyAction.Allow, Rules: [], Limits: [], AddressBook: { Default: AddressMode.Off, Clients: var clients } } && clients.Values.All(mode => mode == AddressMode.Off)
            ? null
            : Always(version);

    /// <summary>The same, also where there is nothing to judge.</summary>
    /// <inheritdoc cref="Of"/>
    internal static CompiledPolicy Always(PolicyVersion version) => new(version);

    internal FactCodes CodesOf(in PayoutFacts facts) => _codes.Of(facts);
}

/// <summary>Which payouts a rule or a limit is about.</summary>
internal sealed class CompiledScope(RuleCondition? when, RuleCondition? unless, PolicyCodes codes)
{
    public CompiledCondition? When { get; } = when is null ? null : new(when, codes);

    public CompiledCondition? Unless { get; } = unless is null ? null : new(unless, codes);
}

/// <summary>A rule.</summary>
internal sealed class CompiledRule(PolicyRule rule, CompiledScope scope)
{
    public string Name => rule.Name;

    public PolicyAction Then => rule.Then;

    public CompiledScope Scope => scope;

    /// <summary>For <see cref="PolicyAction.Approve"/> and <see cref="PolicyAction.Hold"/>.</summary>
    public ApprovalNeed? Plan { get; } = rule.Then switch
    {
        PolicyAction.Approve => new(rule.Needed, rule.ExpiresAfter ?? PolicyRules.UsualExpiry),
        PolicyAction.Hold => ApprovalNeed.Held,
        _ => null,
    };
}

/// <summary>A limit.</summary>
internal sealed class CompiledLimit(LimitRule limit, CompiledScope scope)
{
    public CompiledScope Scope => scope;

    /// <summary>The limit with the key of the count that a payout falls under.</summary>
    public MatchedLimit Match(in PayoutFacts facts) => new(limit, LimitKey.Of(
        limit.Name,
        limit.Window,
        limit.Per.Contains(LimitPer.Client) ? facts.ClientId : null,
        limit.Per.Contains(LimitPer.Asset) ? facts.Asset : null,
        limit.Per.Contains(LimitPer.Network) ? facts.Network : null,
        // An id is never used again.
        limit.Per.Contains(LimitPer.Key) ? LimitKey.KeyPart(facts.KeyId ?? facts.Key) : null));
}

/// <summary>A limit that a payout falls under.</summary>
/// <param name="Rule">It.</param>
/// <param name="Key">Of its count: <c>NAME/WINDOW/client=…/asset=…</c>, with what the limit counts apart.</param>
public sealed record MatchedLimit(LimitRule Rule, string Key);
