using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Payouts;

/// <summary>A payout's approval as the contract shows it (docs/http-api.md, "Approvals").</summary>
internal static class PayoutApprovalShape
{
    private static readonly NamedSchema OutcomeWord = WordSchemas.Answered<ApprovalOutcome>("How an approval ended; null while it waits, and where the payout was cancelled instead.", orNull: true);
    private static readonly NamedSchema DecisionWord = WordSchemas.Answered<ApprovalWord>("What somebody decided.");

    /// <summary>Policies have it too.</summary>
    public static readonly Shape<NeededApproval> Needed = new Shape<NeededApproval>(nameof(NeededApproval), "A group of approvals.")
        .Text("role", Text("What each of them has to be; null: anybody who may approve.").OrNull(), needed => needed.Role)
        .Count("count", Whole(1, 5, "How many persons."), needed => needed.Count);

    private static readonly Shape<ApprovalDecision> Decision = new Shape<ApprovalDecision>(nameof(ApprovalDecision), "One person's decision.")
        .Text("by", Text("The person; null for keys that are bound to a client.").OrNull(), decision => decision.By.Length == 0 ? null : decision.By)
        .Text("via", Text("How the person was known: oidc or key."), decision => decision.Via)
        .Text("role", Text("The group that it fills; null: that of anybody.").OrNull(), decision => decision.Role)
        .Time("at", Time("When."), decision => decision.At)
        .Count("version", Count("The version of the payout that the person saw.", minimum: 1), decision => decision.Version)
        .Word<ApprovalWord>("decision", DecisionWord, decision => decision.Decision)
        .Text("reason", Text("Why, or a note.").OrNull(), decision => decision.Reason);

    public static readonly Shape<PayoutApproval> Approval = new Shape<PayoutApproval>(nameof(PayoutApproval), "Who has to approve a payout, and who has.")
        .Text("rule", Text("The rule or limit that asks for it."), approval => approval.Rule)
        .Count("policy_version", Count("The version of the policy that has it."), approval => approval.PolicyVersion)
        .List("needed", "All groups must be full.", Needed, approval => approval.Needed, 5)
        .Count("given", Count("How many approvals were given."), approval => approval.Decisions.Count(decision => decision.Decision == ApprovalWord.Approved))
        .Time("expires_at", Time("When it is cancelled unless it was approved; null: never.").OrNull(), approval => approval.ExpiresAt)
        .List("makers", "Who may not decide; empty for keys that are bound to a client.", approval => approval.Makers)
        .List("decisions", "What people have decided, oldest first.", Decision, approval => approval.Decisions)
        .Word("outcome", OutcomeWord, approval => approval.Outcome);
}
