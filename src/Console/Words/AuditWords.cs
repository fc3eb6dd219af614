using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>The words of the page Audit.</summary>
public static class AuditWords
{
    /// <summary>What a verification's heading says.</summary>
    /// <param name="isBegun">Whether anything was looked at.</param>
    /// <param name="faults">How much was found.</param>
    /// <param name="hasMore">Whether more is to be looked at.</param>
    public static string Title(bool isBegun, long faults, bool hasMore) => (isBegun, faults, hasMore) switch
    {
        (false, _, _) => "Verify what is stored",
        (_, 0, true) => "Nothing was altered so far",
        (_, 0, false) => "Nothing was altered",
        _ => $"{Plural.Of(faults, "fault")} found",
    };

    /// <summary>What was found.</summary>
    public static string Means(AuditFaultKind kind) => kind.Value switch
    {
        "entry_altered" => "a line of the history was altered",
        "request_altered" => "the request was altered",
        "head_mismatch" => "the row was altered",
        "row_rolled_back" => "an older row was put back",
        "row_missing" => "the payout is gone",
        "event_missing" => "an event is gone or altered",
        "checkpoint_altered" => "a checkpoint is gone or altered",
        "signature_invalid" => "a signature is not ours",
        "control_altered" => "a change in the log was altered",
        "control_gap" => "changes are missing in the log",
        _ => kind.Value,
    };
}
