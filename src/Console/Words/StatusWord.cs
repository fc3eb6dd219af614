namespace Payouts.Console.Words;

/// <summary>How a payout's state is shown: a shape, a colour and a word, each of which tells it alone.</summary>
/// <param name="Kind">
/// The shape and colour, a class of the stylesheet and an icon: <c>pending</c>, <c>people</c>, <c>doubt</c>,
/// <c>broadcast</c>, <c>confirmed</c>, <c>failed</c> or <c>cancelled</c>.
/// </param>
/// <param name="Word">One to three words.</param>
public sealed record StatusWord(string Kind, string Word)
{
    /// <summary>The word for a state; one that this release does not know is shown as the API writes it.</summary>
    /// <param name="status">The API's status.</param>
    /// <param name="detail">The API's detail; <see langword="null"/> for a final one.</param>
    public static StatusWord Of(string status, string? detail) => (status, detail) switch
    {
        ("pending", "scheduled") => new("pending", "Scheduled"),
        ("pending", "awaiting_approval") => new("people", "Waits for approval"),
        ("pending", "queued") => new("pending", "Queued"),
        ("pending", "submitting") => new("pending", "Sending"),
        ("pending", "outcome_unknown") => new("doubt", "Outcome unknown"),
        ("broadcast", "failed_provisional") => new("doubt", "Perhaps failed"),
        ("broadcast", "processing") => new("broadcast", "At Heleket"),
        ("pending", _) => new("pending", detail ?? "Pending"),
        ("broadcast", _) => new("broadcast", detail ?? "At Heleket"),
        ("confirmed", _) => new("confirmed", "Confirmed"),
        ("failed", _) => new("failed", "Failed"),
        ("cancelled", _) => new("cancelled", "Cancelled"),
        _ => new("pending", detail is null ? status : $"{status} {detail}"),
    };

    /// <summary>Every status with every detail that it can have.</summary>
    public static IReadOnlyList<(string Status, string? Detail)> Known { get; } =
    [
        ("pending", "scheduled"), ("pending", "awaiting_approval"), ("pending", "queued"), ("pending", "submitting"), ("pending", "outcome_unknown"),
        ("broadcast", "processing"), ("broadcast", "failed_provisional"), ("confirmed", null), ("failed", null), ("cancelled", null),
    ];
}
