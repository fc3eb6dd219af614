using System.Collections.Immutable;
using Payouts.Addresses;
using Payouts.Gateway.Limits;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Policies;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Policies;

/// <summary>How a payout would be judged.</summary>
/// <param name="Check">By the policy.</param>
/// <param name="Proposal">The proposal that it was judged by; <see langword="null"/>: by the policy in force.</param>
/// <param name="IsWhole">Whether the caller sees more than what concerns his own payouts.</param>
/// <param name="Limits">What the limits would say of which the caller sees anything.</param>
/// <param name="Address">What the receiver is to the client's address book.</param>
/// <param name="Pauses">The scopes of the pauses that would hold it back.</param>
internal sealed record CheckedPayout(
    PolicyCheck Check, string? Proposal, bool IsWhole, ImmutableArray<LimitCheckView> Limits, CheckedAddress Address, ImmutableArray<string> Pauses);

/// <summary>A receiver to whom a payout would go.</summary>
/// <param name="Standing">What the book says of it.</param>
/// <param name="Strength">How surely a slip in it would have been noticed.</param>
/// <param name="IsRequired">Whether the client's payouts go to active addresses alone.</param>
internal sealed record CheckedAddress(AddressStanding Standing, AddressStrength Strength, bool IsRequired);

/// <summary>A check as the contract shows it (docs/http-api.md, "Policy").</summary>
internal static class PolicyCheckShape
{
    private static readonly NamedSchema DecisionWord = WordSchemas.Open(
        "PolicyDecisionWord", "What would become of the payout; null: it depends on the address, of which nothing is known.", [.. EnumNames<PolicyAction>.All], orNull: true);

    private static readonly Shape<RuleTrace> Trace = new Shape<RuleTrace>("PolicyTrace", "What a rule says of the payout.")
        .Text("rule", Text("Its name."), line => line.Rule)
        .FlagOrNull("matched", "Whether it matches; null: it depends on the address, of which nothing is known.", line => line.Matched)
        .Text("because", Text("Why."), line => line.Because);

    private static readonly Shape<CheckedAddress> Address = new Shape<CheckedAddress>("PolicyCheckAddress", "What the receiver is to the client's address book.")
        .Word<AddressStatus>("standing", ProblemSchemas.Standing, address => address.Standing.Status)
        .Word<AddressStrength>("strength", PayoutValidation.StrengthWord, address => address.Strength)
        .List("similar_to", "The ids of the entries that it looks like and is not.", address => address.Standing.SimilarTo)
        .Flag("required", "Whether the client's payouts go to active addresses alone: then any other is refused, whatever the rules say.", address => address.IsRequired);

    /// <summary>As the contract shows it.</summary>
    public static readonly Shape<CheckedPayout> Shape = new Shape<CheckedPayout>(nameof(PolicyCheck), "How a payout would be judged. Nothing was stored or reserved.")
        .Word<PolicyAction>("decision", DecisionWord, shown => shown.Check.Decision)
        .Text("rule", Text("The rule that decides, or depends on the address; null: none matches.").OrNull(), shown => shown.Check.Rule)
        .List("trace", "What each rule says, from the top, up to that one. Not for a key that is bound to a client.", Trace, shown => shown.Check.Trace).If(shown => shown.IsWhole)
        .List("needed", "Who would have to approve it. Not for a key that is bound to a client.", PayoutApprovalShape.Needed, shown => shown.Check.Needed).If(shown => shown.IsWhole)
        .List("limits", "What each limit would say that it falls under. A key that is bound to a client sees those that count its payouts alone.", LimitShape.Check, shown => shown.Limits)
        .Object("address", Address, shown => shown.Address).If(shown => shown.IsWhole)
        .List("pauses", "The scopes of the pauses that would hold it back. Not for a key that is bound to a client.", shown => shown.Pauses).If(shown => shown.IsWhole)
        .Count("policy_version", Count("The version in force. Not for a key that is bound to a client."), shown => shown.Check.Version).If(shown => shown.IsWhole)
        .Text("proposal", Text("The proposal that it was judged by, if by one."), shown => shown.Proposal).If(shown => shown.Proposal is not null);
}
