using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// Which members of a row are bound, and under which name; a member that is added to a row is added here. Not bound is
/// what is not stored (<see cref="Payout.Standing"/>) and what the members make up themselves.
/// </summary>
internal static class AuditMembers
{
    /// <summary>The request.</summary>
    public static AuditText Request(string id, PayoutRequest request)
    {
        var text = new AuditText("payouts.request.1")
            .Add("id", id)
            .Add("client_id", request.ClientId)
            .Add("asset", request.Asset)
            .Add("network", request.Network)
            .Add("amount", request.Amount)
            .Add("wallet_address", request.WalletAddress)
            .Add("memo", request.Memo)
            .Add<PayoutOrigin>("origin", request.Origin)
            .Add("reference", request.Reference)
            .Add("requested_by", request.RequestedBy)
            .Add("scheduled_for", request.ScheduledFor)
            .Add<FeePayer>("fee_payer", request.FeePayer);
        foreach (var (name, value) in request.Metadata)
        {
            text.Add($"metadata.{name}", value);
        }

        return text;
    }

    /// <summary>A line of the history.</summary>
    public static AuditText Line(string id, long seq, ResponseLog line) => new AuditText("payouts.entry.1")
        .Add("id", id)
        .Add("seq", seq)
        .Add("at", line.At)
        .Add<LogSource>("source", line.Source)
        .Add("by_person", line.By?.Person)
        .Add("by_key", line.By?.Key)
        .Add<PayoutStatus>("status", line.Status)
        .Add("detail", line.Detail)
        .Add("reason", line.Reason)
        .Add("needs_attention", line.NeedsAttention)
        .Add("heleket_status", line.HeleketStatus)
        .Add("is_final", line.IsFinal)
        .Add("txid", line.Txid)
        .Add("fee", line.Fee)
        .Add("heleket_transaction_id", line.HeleketTransactionId)
        .Add("message", line.Message)
        .Add("version", line.Version)
        .Add("repeated", (long?)line.Repeated)
        .Add("first_at", line.FirstAt);

    /// <summary>All but the request and the lines.</summary>
    /// <param name="state">The row.</param>
    /// <param name="chain">Its chain; the seal in it is not part of this.</param>
    public static AuditText Rest(PayoutState state, PayoutChain chain)
    {
        var payout = state.Payout;
        var text = new AuditText("payouts.row.1")
            .Add("id", payout.Id)
            .Add("chain_seq", chain.Seq)
            .Add("chain_head", chain.Head)
            .Add("chain_request", chain.Request)
            .Add("chain_since", chain.Since)
            .Add("chain_base", chain.Base)
            .Add("idempotency_key", payout.IdempotencyKey)
            .Add<PayoutStatus>("status", payout.Status)
            .Add("detail", payout.Detail)
            .Add("reason", payout.Reason)
            .Add("needs_attention", payout.NeedsAttention)
            .Add("heleket_transaction_id", payout.HeleketTransactionId)
            .Add("heleket_status", payout.HeleketStatus)
            .Add("txid", payout.Txid)
            .Add("fee", payout.Fee)
            .Add("requested_at", payout.RequestedAt)
            .Add("created_at", payout.CreatedAt)
            .Add("updated_at", payout.UpdatedAt)
            .Add("version", payout.Version)
            .Add("account", payout.Account)
            .Add("accepted_at", payout.AcceptedAt)
            .Add("settled_at", payout.SettledAt)
            .Add("max_fee", payout.MaxFee)
            .Add("debited", payout.Debited)
            .Add("received", payout.Received)
            .Add("claimed_by", payout.ClaimedBy)
            .Add("next_action_at", state.NextActionAt)
            .Add("attempts", state.Attempts)
            .Add("since", state.Since)
            .Add("queued_since", state.QueuedSince)
            .Add("not_found_since", state.NotFoundSince)
            .Add("unknown_since", state.UnknownSince)
            .Add("failed_look_ups", (long?)state.FailedLookUps)
            .Add("resolved_at", state.ResolvedAt)
            .Add("is_doubt_resolved", state.IsDoubtResolved)
            .Add("address_id", state.AddressId)
            .Add("policy_version", (long?)payout.Policy?.Version)
            .Add("policy_rule", payout.Policy?.Rule);
        AddHolds(text, state.Holds ?? []);
        if (payout.Approval is { } approval)
        {
            AddApproval(text, approval);
        }

        return text;
    }

    private static void AddHolds(AuditText text, ImmutableArray<LimitHold> holds)
    {
        foreach (var hold in holds)
        {
            text.Add("hold.limit", hold.Limit).Add("hold.token", hold.Token).Add("hold.bucket", hold.Bucket).Add("hold.amount", hold.Amount).Add("hold.is_over", hold.IsOver);
        }
    }

    private static void AddApproval(AuditText text, PayoutApproval approval)
    {
        text.Add("approval.rule", approval.Rule)
            .Add("approval.policy_version", approval.PolicyVersion)
            .Add("approval.is_held", approval.IsHeld)
            .Add("approval.expires_at", approval.ExpiresAt)
            .Add("approval.outcome", approval.Outcome);
        foreach (var limit in approval.OverLimits ?? [])
        {
            text.Add("approval.over", limit);
        }

        foreach (var needed in approval.Needed)
        {
            text.Add("needed.role", needed.Role).Add("needed.count", needed.Count);
        }

        foreach (var maker in approval.Makers)
        {
            text.Add("maker", maker);
        }

        foreach (var decision in approval.Decisions)
        {
            text.Add("decision.by", decision.By)
                .Add("decision.via", decision.Via)
                .Add("decision.at", decision.At)
                .Add("decision.version", decision.Version)
                .Add<ApprovalWord>("decision.word", decision.Decision)
                .Add("decision.role", decision.Role)
                .Add("decision.reason", decision.Reason);
        }
    }
}
