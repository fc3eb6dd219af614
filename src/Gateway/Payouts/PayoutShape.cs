using System.Collections.Immutable;
using Microsoft.OpenApi;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Payouts;

/// <summary>A payout as the contract shows it (docs/http-api.md, "The payout").</summary>
internal static class PayoutShape
{
    /// <summary>Requests have it too.</summary>
    public static readonly NamedSchema Metadata = new(nameof(Metadata), _ => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Pairs of strings, handed back and never interpreted; 4 KiB of keys and values in all.",
        MaxProperties = MetadataReader.MaxPairs,
        AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
    });

    /// <summary>Other resources have it too.</summary>
    public static readonly Shape<Caller> Caller = new Shape<Caller>(nameof(Grains.Interfaces.Caller), "Who asked for a change.")
        .Text("person", Text("The person.").OrNull(), caller => caller.Person)
        .Text("key", Text("The key's id or name.").OrNull(), caller => caller.Key);

    private static readonly Shape<PayoutStanding> Next = new Shape<PayoutStanding>("PayoutNext", "What a payout does next by itself.")
        .Word<NextStep>("what", PayoutWords.NextWord, standing => standing.Next)
        .Time("at", Time("When; null when it is final, or waits for people or for a pause to be lifted.").OrNull(), standing => standing.NextAt)
        .Count("attempt", Count("The number of that try, from 1; 0 when it is final."), standing => standing.Attempt);

    public static readonly Shape<ResponseLog> Log = new Shape<ResponseLog>(nameof(ResponseLog), "One line of a payout's history.")
        .Time("at", Time("When it was learned; for a repeated line, when it last was."), log => log.At)
        .Word<LogSource>("source", PayoutWords.SourceWord, log => log.Source)
        .Word<PayoutStatus>("status", PayoutWords.StatusWord, log => log.Status, "The payout's status after it.")
        .Word("detail", PayoutWords.DetailWord, log => log.Detail, "The payout's detail after it.")
        .Text("heleket_status", Text("Heleket's status.").OrNull(), log => log.HeleketStatus)
        .Flag("is_final", "Whether Heleket's status was final.", log => log.IsFinal)
        .Text("message", Text("Heleket's message, or our own.").OrNull(), log => log.Message)
        .Count("count", Count("How often the same was learned: repeated lines are counted, so that they do not push out the history.", minimum: 1), log => 1 + (log.Repeated ?? 0))
        .Time("first_at", Time("When it was first learned."), log => log.FirstAt ?? log.At)
        .Count("version", Count("The payout's version with it; null where an earlier release wrote it.", minimum: 1).OrNull(), log => log.Version)
        .Word("reason", PayoutWords.ReasonWord, log => log.Reason, "The payout's reason after it.")
        .Flag("needs_attention", "Whether an operator had to look at the payout after it.", log => log.NeedsAttention is true)
        .ObjectOrNull("by", "Who asked for it; null where nobody did, and for keys that are bound to a client.", Caller, log => log.By);

    private static readonly Shape<DecidedBy> Policy = new Shape<DecidedBy>("PayoutPolicy", "The rule that decided on a payout.")
        .Count("version", Count("The policy's version."), policy => policy.Version)
        .Text("rule", Text("The rule; null: none matched.").OrNull(), policy => policy.Rule);

    public static readonly Shape<Payout> Payout = new Shape<Payout>(nameof(Payout), "A payout as it is now.")
        .Text("id", Text("32 hex digits; also Heleket's order_id.", PayoutId.Pattern), payout => payout.Id)
        .Text("idempotency_key", Text("The header's value, or the key derived from the content.", min: 1, max: 128), payout => payout.IdempotencyKey)
        .Text("account", Text("The account at Heleket that it goes through."), payout => payout.Account)
        .Text("client_id", Text("The client.", TextRules.ClientIdPattern), payout => payout.Request.ClientId)
        .Text("asset", Text("Upper case."), payout => payout.Request.Asset)
        .Text("network", Text("Upper case."), payout => payout.Request.Network)
        .Amount("amount", Amount("Units of the asset, without unnecessary zeros."), payout => payout.Request.Amount)
        .Text("wallet_address", Text("The receiver."), payout => payout.Request.WalletAddress)
        .Text("memo", Text("Belongs to the receiver's address.").OrNull(), payout => payout.Request.Memo)
        .Word<PayoutOrigin>("origin", PayoutWords.OriginWord, payout => payout.Request.Origin)
        .Text("reference", Text("The caller's own name for it.").OrNull(), payout => payout.Request.Reference)
        .Text("requested_by", Text("Who asked for it.").OrNull(), payout => payout.Request.RequestedBy)
        .Texts("metadata", Metadata, payout => payout.Request.Metadata)
        .Word<FeePayer>("fee_payer", PayoutWords.FeePayerWord, payout => payout.Request.FeePayer)
        .Word<PayoutStatus>("status", PayoutWords.StatusWord, payout => payout.Status)
        .Word("detail", PayoutWords.DetailWord, payout => payout.Detail)
        .Word("reason", PayoutWords.ReasonWord, payout => payout.Reason)
        .Flag("cancellable", "Whether a cancel would succeed.", payout => payout.Cancellable)
        .Flag("needs_attention", "An operator has to look at it.", payout => payout.NeedsAttention)
        .Text("claimed_by", Text("Who works on what needs attention; null for nobody, and for keys that are bound to a client.").OrNull(), payout => payout.ClaimedBy)
        .ObjectOrNull("created_by", "Who asked for it; null for keys that are bound to a client.", Caller, payout => payout.CreatedBy)
        .ObjectOrNull("policy", "The rule that decided on it when it was made; null where there was no policy.", Policy, payout => payout.Policy)
        .ObjectOrNull("approval", "Who has to approve it, and who has; null where nobody has to.", PayoutApprovalShape.Approval, payout => payout.Approval)
        .Time("since", Time("When the current status and detail began."), payout => Standing(payout).Since)
        .Object("next", Next, Standing)
        .Word<MoneyPlace>("money", PayoutWords.MoneyWord, payout => Standing(payout).Money)
        .Words("actions", "What the caller may do with it now, by its state and by the caller's scopes.", PayoutWords.ActionWord, payout => Standing(payout).Actions)
        .Text("heleket_transaction_id", Text("Heleket's uuid, once Heleket has it.").OrNull(), payout => payout.HeleketTransactionId)
        .Text("heleket_status", Text("Heleket's last status.").OrNull(), payout => payout.HeleketStatus)
        .Text("txid", Text("The transaction's hash on the network.").OrNull(), payout => payout.Txid)
        .Amount("max_fee", Amount("The most that Heleket's fee may be, in units of the asset; null where none was named.").OrNull(), payout => payout.MaxFee)
        .Amount("fee", Amount("Heleket's fee in units of the asset.").OrNull(), payout => payout.Fee)
        .Amount("debited", Amount("What Heleket took from the wallet, in units of the asset, if it said so.").OrNull(), payout => payout.Debited)
        .Amount("received", Amount("What the receiver gets, in units of the asset, if Heleket said so.").OrNull(), payout => payout.Received)
        .Time("scheduled_for", Time("Nothing is sent before this time.").OrNull(), payout => payout.Request.ScheduledFor)
        .Time("requested_at", Time("When the gateway received the request."), payout => payout.RequestedAt)
        .Time("created_at", Time("When it was stored."), payout => payout.CreatedAt)
        .Time("updated_at", Time("When the payout last changed."), payout => payout.UpdatedAt)
        .Time("accepted_at", Time("When Heleket first had it.").OrNull(), payout => payout.AcceptedAt)
        .Time("settled_at", Time("When it became final.").OrNull(), payout => payout.SettledAt)
        .Count("version", Count("Incremented by every change; the ETag.", minimum: 1), payout => payout.Version)
        .List("response_logs", "Its history, oldest first: the first line and the newest ones.", Log, payout => payout.ResponseLogs, 100);

    public static readonly Shape<Page> Pages = new Shape<Page>("PayoutPage", "One page, newest first.")
        .List("data", "The payouts.", Payout, page => page.Payouts, 100)
        .Text("next_cursor", Text("The cursor of the next page; null on the last.").OrNull(), page => page.Next)
        .Flag("has_more", "Whether more pages follow.", page => page.Next is not null);

    private static PayoutStanding Standing(Payout payout) =>
        payout.Standing ?? throw new InvalidOperationException("A silo answered without the payout's standing: it is of an earlier release.");
}

/// <summary>The body of a page.</summary>
/// <param name="Payouts">Newest first.</param>
/// <param name="Next">The cursor of the next page; <see langword="null"/> on the last.</param>
internal sealed record Page(ImmutableArray<Payout> Payouts, string? Next);
