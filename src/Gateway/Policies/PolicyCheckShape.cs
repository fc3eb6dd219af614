using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Policies;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Policies;

/// <summary>How a payout would be judged.</summary>
/// <param name="Check">By the policy.</param>
/// <param name="Proposal">The proposal that it was judged by; <see langword="null"/>: by the policy in force.</param>
/// <param name="IsWhole">Whether the caller sees more than what concerns his own payouts.</param>
internal sealed record CheckedPayout(PolicyCheck Check, string? Proposal, bool IsWhole);

/// <summary>A check as the contract shows it (docs/http-api.md, "Policy").</summary>
internal static class PolicyCheckShape
{
    private static readonly NamedSchema DecisionWord = WordSchemas.Open(
        "PolicyDecisionWord", "What would become of the payout; null: it depends on the address, of which nothing is known.", [.. EnumNames<PolicyAction>.All], orNull: true);

    private static readonly Shape<RuleTrace> Trace = new Shape<RuleTrace>("PolicyTrace", "What a rule says of the payout.")
        .Text("rule", Text("Its name."), line => line.Rule)
        .FlagOrNull("matched", "Whether it matches; null: it depends on the address, of which nothing is known.", line => line.Matched)
        .Text("because", Text("Why."), line => line.Because);

    /// <summary>As the contract shows it.</summary>
    public static readonly Shape<CheckedPayout> Shape = new Shape<CheckedPayout>(nameof(PolicyCheck), "How a payout would be judged. Nothing was stored.")
        .Word<PolicyAction>("decision", DecisionWord, shown => shown.Check.Decision)
        .Text("rule", Text("The rule that decides, or depends on the address; null: none matches.").OrNull(), shown => shown.Check.Rule)
        .List("trace", "What each rule says, from the top, up to that one. Not for a key that is bound to a client.", Trace, shown => shown.Check.Trace).If(shown => shown.IsWhole)
        .List("needed", "Who would have to approve it. Not for a key that is bound to a client.", PolicyShape.Needed, shown => shown.Check.Needed).If(shown => shown.IsWhole)
        .Count("policy_version", Count("The version in force. Not for a key that is bound to a client."), shown => shown.Check.Version).If(shown => shown.IsWhole)
        .Text("proposal", Text("The proposal that it was judged by, if by one."), shown => shown.Proposal).If(shown => shown.Proposal is not null);
}
