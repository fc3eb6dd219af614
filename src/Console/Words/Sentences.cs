using System.Globalization;
using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>
/// What the console says of a payout: subject first, present tense, who acts next. Each function takes the API's words,
/// and says something true of a word that it does not know.
/// </summary>
public static class Sentences
{
    private const string Contradicted = "contradicted_final";

    /// <summary>What happens to the payout now.</summary>
    /// <param name="status">The API's status.</param>
    /// <param name="detail">The API's detail.</param>
    /// <param name="reason">The API's reason: a final status that Heleket contradicted says nothing for certain.</param>
    public static string What(string status, string? detail, string? reason) => (status, detail) switch
    {
        (_, null) when reason == Contradicted =>
            $"We hold it as {StatusWord.Of(status, null).Word.ToLowerInvariant()}, and Heleket reported something else afterwards. Do not pay it another way.",
        ("pending", "scheduled") => "It waits for its time. Nothing was sent.",
        ("pending", "awaiting_approval") when reason == "held" => "A rule holds it until somebody lets it go. Nothing was sent.",
        ("pending", "awaiting_approval") => "It waits for people to approve it. Nothing was sent.",
        ("pending", "queued") when reason == "paused" => "Paused: it waits for the pause to be lifted. Nothing was sent that Heleket took.",
        ("pending", "queued") => "It is ready to be sent. Nothing was sent that Heleket took.",
        ("pending", "submitting") => "We are sending it: a request may be on its way.",
        ("pending", "outcome_unknown") => "We sent the request and its answer was lost. We do not know whether it was paid.",
        ("broadcast", "failed_provisional") => "Heleket reports a failure that is not final. It can still be paid.",
        ("broadcast", _) => "Heleket has it and has not finished.",
        ("confirmed", _) => "It is paid.",
        ("failed", _) => "It was not paid, and never will be.",
        ("cancelled", _) => "It was cancelled. Nothing will be paid.",
        _ => $"Its state is one that this console does not know: {status} {detail}.",
    };

    /// <summary>Where the money is.</summary>
    /// <param name="money">The API's <c>money</c>.</param>
    public static string Money(string money) => money switch
    {
        "ours" => "The money is ours.",
        "unknown" => "Where the money is: unknown.",
        "provider" => "The money is at Heleket.",
        "gone" => "The money is with the receiver.",
        "back" => "The money is ours again.",
        _ => "Where the money is: unknown.",
    };

    /// <summary>What happens next, as it stands before a time.</summary>
    /// <param name="what">The API's <c>next.what</c>.</param>
    public static string Next(string what) => what switch
    {
        "send" => "We send it",
        "look_up" => "We ask Heleket whether it has it",
        "poll" => "We ask Heleket again",
        "wait_for_time" => "It is sent at its time",
        "wait_for_people" => "People decide whether it is sent",
        "wait_for_funds" => "We send it again when there is money at Heleket; we try",
        "wait_for_pause" => "It is sent when the pause is lifted",
        "wait_for_limit" => "It is sent when the limit has room; we look",
        "nothing" => "Nothing: it is final and stays as it is",
        _ => $"Something that this console does not know: {what}",
    };

    /// <summary>Whether the payout goes on without anybody.</summary>
    /// <param name="what">The API's <c>next.what</c>.</param>
    public static string ByItself(string what) => what switch
    {
        "nothing" => "",
        "wait_for_people" or "wait_for_pause" => "It does not go on by itself.",
        "wait_for_funds" => "It goes on by itself once the balance is enough.",
        "wait_for_limit" => "It goes on by itself once there is room.",
        _ => "It goes on by itself.",
    };

    /// <summary>Why there is no way to cancel it; empty when there may be one.</summary>
    /// <param name="status">The API's status.</param>
    /// <param name="detail">The API's detail.</param>
    public static string WhyNoCancel(string status, string? detail) => (status, detail) switch
    {
        ("pending", "submitting") or ("pending", "outcome_unknown") => "Nobody can cancel it: something may have been sent. Do not pay it another way.",
        ("broadcast", _) => "Nobody can cancel it: Heleket has it. Do not pay it another way.",
        ("confirmed" or "failed" or "cancelled", _) => "Nothing can be changed: it is final.",
        _ => "",
    };

    /// <summary>Why a decision cannot be had; empty where it may be the person's rights that are missing.</summary>
    /// <param name="action">The API's word for the decision.</param>
    /// <param name="payout">What it is about.</param>
    public static string WhyNot(string action, Payout payout) => action switch
    {
        "cancel" => WhyNoCancel(payout.Status.Value, payout.Detail?.Value),
        "look_up" when payout.IsFinal || payout.Money == MoneyPlace.Ours => ProblemWords.Next("nothing-to-look-up"),
        "approve" or "reject" when payout.Detail != PayoutDetail.AwaitingApproval => ProblemWords.Next("not-awaiting-approval"),
        "claim_attention" or "resolve_attention" when !payout.NeedsAttention => ProblemWords.Next("attention-not-needed"),
        _ => "",
    };

    /// <summary>What a line of the history says when it has no message.</summary>
    /// <param name="source">The line's source.</param>
    /// <param name="status">The status after it.</param>
    /// <param name="detail">The detail after it.</param>
    /// <param name="reason">The reason after it.</param>
    public static string Line(string source, string status, string? detail, string? reason) => (source, status, detail) switch
    {
        ("operator", _, _) => "A person looked into it",
        (_, _, null) when reason == Contradicted => "Contradicted",
        ("api", "pending", _) => "Created",
        ("api", "cancelled", _) => "Cancelled",
        ("submit", "pending", "submitting") => "We began to send it",
        ("submit", "pending", "queued") => "Heleket did not take it now",
        ("submit", "pending", "outcome_unknown") => "Sent; the answer was lost",
        ("submit", "broadcast", _) => "Sent; Heleket took it",
        (_, "pending", "outcome_unknown") => "Its outcome is unknown",
        (_, "broadcast", "failed_provisional") => "Heleket reports a failure that is not final",
        (_, "broadcast", _) => "Heleket is at it",
        (_, "confirmed", _) => "Paid",
        (_, "failed", _) => "Failed for good",
        (_, "cancelled", _) => "Cancelled",
        _ => StatusWord.Of(status, detail).Word,
    };

    /// <summary>Where a line of the history comes from.</summary>
    /// <param name="source">The API's word.</param>
    public static string Source(string source) => source switch
    {
        "api" => "request",
        "submit" => "sending",
        "poll" => "Heleket, asked",
        "webhook" => "Heleket, told",
        "operator" => "person",
        "system" => "system",
        _ => source,
    };

    /// <summary>Whose line it is, for the filter of the history: <c>people</c> or <c>heleket</c>; empty for our own steps.</summary>
    /// <param name="source">The API's word.</param>
    public static string Side(string source) => source switch
    {
        "api" or "operator" => "people",
        "submit" or "poll" or "webhook" => "heleket",
        _ => "",
    };

    /// <summary>Who bears the fee.</summary>
    /// <param name="payer">The API's <c>fee_payer</c>.</param>
    public static string FeePayer(string payer) => payer switch
    {
        "merchant" => "we pay the fee",
        "recipient" => "the fee comes out of the amount",
        _ => payer,
    };

    /// <summary>What Heleket's support needs to find the payout. No address: they have it.</summary>
    /// <param name="of">The payout.</param>
    public static string ForSupport(Payout of) => string.Create(CultureInfo.InvariantCulture,
        $"Payout: order_id {of.Id}, uuid {of.HeleketTransactionId ?? "not known to us"}, {of.Amount} {of.Asset} on {of.Network}, requested {of.CreatedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}, your last status {of.HeleketStatus ?? "none"}.");

    /// <summary>What was done, on the page after it; <see langword="null"/> for a word that is none of ours.</summary>
    /// <param name="done">The word in the address.</param>
    public static string? Done(string? done) => done switch
    {
        "created" => "The payout is stored. It goes on by itself.",
        "existing" => "This form was already sent: this is its payout.",
        "cancelled" => "The payout is cancelled. Nothing was sent.",
        "approved" => "Your approval counts. The payout says what it still needs.",
        "rejected" => "The payout is rejected, and never sent.",
        "decided-many" => "Each was decided on its own; what could not be is listed.",
        "asked" => "Heleket is being asked. What it answers shows here.",
        "claimed" => "It is yours: others see that you work on it.",
        "resolved" => "The mark is cleared. The status is as it was.",
        "paused" => "It is paused. The list says from when on it holds everywhere.",
        "lifted" => "The pause is lifted. What waited is sent, the oldest first.",
        "key-revoked" => "The key is revoked. It stops within 8 seconds, everywhere.",
        "policy-proposed" => "It is proposed. Nothing changes until it is approved.",
        "policy-approved" => "The change is in force, everywhere within seconds.",
        "policy-rejected" => "The change will not come. The policy stays as it is.",
        "address-added" => "The address is in the book. It is active after its time, or as soon as another person activates it.",
        "address-there" => "The address was in the book already. Nothing was changed.",
        "address-activated" => "The address is active.",
        "address-revoked" => "The address is revoked.",
        "signed-out-everywhere" => "Every session of that person ends within 8 seconds.",
        _ => null,
    };
}
