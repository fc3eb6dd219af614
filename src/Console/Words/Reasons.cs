using System.Collections.Immutable;

namespace Payouts.Console.Words;

/// <summary>Why a payout is where it is (docs/lifecycle.md, "Reasons").</summary>
/// <param name="Word">The API's word.</param>
/// <param name="Why">One sentence.</param>
/// <param name="Do">What a person does about it.</param>
public sealed record Reason(string Word, string Why, string Do)
{
    /// <summary>All that this release knows.</summary>
    public static ImmutableArray<Reason> All { get; } =
    [
        new("insufficient_funds", "The balance at Heleket is too low.", "Top up the balance at Heleket. The payout goes on by itself."),
        new("wallet_not_found", "There is no wallet in this coin at Heleket.", "Open a wallet in that coin at Heleket."),
        new("payouts_blocked", "Heleket blocks payouts, for example for 24 hours after a key was changed.", "Wait, or ask Heleket."),
        new("provider_unavailable", "Heleket cannot be reached, is under maintenance, lists the pair as unavailable, or something in front of it refuses our calls.", "Nothing at first. After an hour, check the firewall, the proxy and HELEKET_PROJECT_URL."),
        new("rate_limited", "Heleket took too many requests at once.", "Nothing. The payout goes on by itself."),
        new("conversion_failed", "Heleket could not convert the currency.", "Nothing. The payout goes on by itself."),
        new("authentication_failed", "Heleket does not accept our key.", "Check HELEKET_MERCHANT_ID and HELEKET_API_KEY, and restart."),
        new("paused", "A pause holds it back.", "Nothing, or lift the pause. It can be cancelled meanwhile."),
        new("controls_unavailable", "The service could not read lately what is paused, and sends nothing until it has.", "Nothing at first. If it stays, check the documents' database."),
        new("validation_failed", "Heleket found a field invalid.", "Read Heleket's message in the history, correct the request and make a new payout."),
        new("currency_not_found", "Heleket does not know this coin.", "Choose a coin that the catalog offers."),
        new("service_not_found", "Heleket does not offer this coin on this network.", "Choose a pair that the catalog offers."),
        new("amount_too_small", "The amount is too small for Heleket.", "Pay a larger amount, as a new payout."),
        new("below_minimum", "The amount is below Heleket's minimum.", "Pay a larger amount, as a new payout."),
        new("above_maximum", "The amount is above Heleket's maximum.", "Pay smaller amounts, as new payouts."),
        new("queue_expired", "Heleket could not take it for as long as we try.", "Find out why Heleket refused it, then make a new payout."),
        new("provider_failed", "Heleket ended it as failed.", "Ask Heleket, with its transaction id."),
        new("provider_system_failure", "Heleket ended it as failed, for a fault of its own.", "Ask Heleket, with its transaction id."),
        new("refused", "Heleket refused it with a message that we do not know.", "Read the message in the history."),
        new("cancelled_by_client", "It was cancelled before anything was sent.", "Nothing."),
        new("cancelled_by_provider", "Heleket cancelled it.", "Ask Heleket why, with its transaction id."),
        new("echo_mismatch", "Heleket shows something else than we asked for under our order id.", "Compare with Heleket's dashboard. Ask Heleket before you do anything else."),
        new("approval_required", "A rule of the policy asks for approvals.", "Those who may approve it decide. Nobody who made it can; it can be cancelled meanwhile."),
        new("held", "A rule of the policy holds it.", "Somebody who operates the service lets it go, or rejects it. It can be cancelled meanwhile."),
        new("rejected", "Somebody who could have approved it rejected it.", "Read why in the history. To pay it after all takes a new payout."),
        new("approval_expired", "Nobody approved it in its time.", "To pay it after all, make a new payout."),
        new("limit_exceeded", "A limit of the policy has no room for it.", "Nothing while it is queued: it goes on when there is room. Failed, it is larger than the limit: pay smaller amounts, or propose another limit."),
        new("address_revoked", "Its address was revoked before it was sent.", "Find out why it was revoked, then make a new payout to a known address."),
        new("contradicted_final", "After it was final, Heleket reported something else.", "Settle by hand what was done twice or not at all. The status stays."),
    ];

    /// <summary>The reason of that word; one that this release does not know says so.</summary>
    /// <param name="word">The API's word.</param>
    public static Reason Of(string word) =>
        All.FirstOrDefault(reason => reason.Word == word) ?? new(word, $"The reason is one that this console does not know: {word}.", "Read the history.");
}
