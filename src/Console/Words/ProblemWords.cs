namespace Payouts.Console.Words;

/// <summary>What a person does next about an error.</summary>
public static class ProblemWords
{
    /// <summary>One sentence.</summary>
    /// <param name="code">The problem's code.</param>
    public static string Next(string code) => code switch
    {
        "validation-failed" or "malformed-json" or "bad-request" => "Correct what is marked and send it again. Nothing was stored.",
        "invalid-idempotency-key" => "Open the form again: it makes a new key. Nothing was stored.",
        "idempotency-key-reused" => "This form was already sent, with other values. Open the payout that it made.",
        "invalid-cursor" => "The link is of another list. Begin at the newest.",
        "unauthenticated" => "Sign in again. What you typed is kept.",
        "forbidden" => "Your role does not have the scope that this needs. Somebody with it can do it.",
        "person-required" => "A key cannot do this. Sign in as a person.",
        "self-approval" => "Another person has to do it: not one who made it.",
        "address-similar" => "Compare the two, character by character. Nothing was added.",
        "address-not-allowed" => "Add the address to the client's book. It is active after its time, or once another person activates it.",
        "payout-not-found" => "No payout has this id, or it is not yours to see.",
        "event-not-found" or "not-found" or "key-not-found" or "address-not-found" => "There is nothing here, or it is not yours to see.",
        "pause-not-found" => "It was lifted already, or was never paused.",
        "payout-not-cancellable" => "Something may have been sent. Do not pay it another way.",
        "nothing-to-look-up" => "Nothing was sent yet, or it is final: Heleket has nothing to tell.",
        "attention-not-needed" => "Nothing needs you here any more.",
        "proposal-not-found" => "The proposal was decided long ago, or never made.",
        "role-required" => "Somebody in another role has to approve it.",
        "not-awaiting-approval" => "It was decided, cancelled or sent meanwhile. Open the payout.",
        "selection-differs" => "They are not what you looked at. Nothing was decided: look at them again.",
        "policy-refused" => "The policy refuses it. Try it on the policy's page to see why.",
        "limit-exceeded" => "A limit has no room for it. Nothing was stored.",
        "limit-not-found" => "The policy in force has no such limit.",
        "proposal-closed" => "It is decided already. Read what it came to.",
        "proposal-outdated" => "Look at the policy as it is now, and propose the change again.",
        "key-not-active" => "The key is revoked or expired. Make another.",
        "version-mismatch" => "It changed since you looked. Read what it is now, and decide again.",
        "precondition-required" => "Open the page again, and decide there.",
        "payload-too-large" => "Send less at once.",
        "unsupported-media-type" or "method-not-allowed" => "This is a fault of the console. Tell those who run it, with the trace id.",
        "request-timeout" => "The connection was too slow. Send it again: nothing is done twice.",
        "rate-limited" => "Wait a few seconds, then try again.",
        "malformed-webhook" or "invalid-signature" => "Nothing: it is about a webhook, and was refused.",
        "events-expired" => "Load the page again.",
        "unavailable" => "The service cannot answer now. Try again: nothing is done twice.",
        "internal-error" => "This is a fault of the service. Try again: nothing is done twice. Tell those who run it, with the trace id.",
        "form-refused" => "The form was too old, or came from another site. Open the page again. Nothing was changed.",
        _ => "Try again. If it stays, tell those who run the service, with the trace id.",
    };
}
