using System.Collections.Immutable;

namespace Payouts.Console.Words;

/// <summary>The words that payouts can be filtered by, and what the lists of choices call them.</summary>
public static class FilterWords
{
    /// <summary>Each parameter of the list and its name.</summary>
    public static ImmutableArray<(string Name, string Word)> Names { get; } =
    [
        ("client_id", "Client"), ("status", "Status"), ("detail", "Detail"), ("asset", "Asset"), ("network", "Network"), ("origin", "Origin"), ("reference", "Reference"),
        ("txid", "Transaction"), ("heleket_transaction_id", "Heleket id"), ("needs_attention", "Needs attention"), ("created_from", "From"), ("created_to", "To"),
    ];

    /// <summary>The statuses.</summary>
    public static ImmutableArray<(string Value, string Word)> Statuses { get; } =
    [
        ("pending", "Not at Heleket yet"), ("broadcast", "At Heleket"), ("confirmed", "Confirmed"), ("failed", "Failed"), ("cancelled", "Cancelled"),
    ];

    /// <summary>The details.</summary>
    public static ImmutableArray<(string Value, string Word)> Details { get; } =
    [
        .. StatusWord.Known.Where(state => state.Detail is not null).Select(state => (state.Detail!, StatusWord.Of(state.Status, state.Detail).Word)),
    ];

    /// <summary>The origins.</summary>
    public static ImmutableArray<(string Value, string Word)> Origins { get; } = [("manual", "Manual"), ("scheduled", "Scheduled"), ("bonus", "Bonus")];

    /// <summary>The lists that are one click away; the last is of the payouts since midnight in UTC.</summary>
    /// <param name="today">The day, as <c>2026-11-28</c>.</param>
    public static ImmutableArray<(string Query, string Word)> Quick(string today) =>
    [
        ("", "All"), ("?detail=outcome_unknown", "Outcome unknown"), ("?detail=failed_provisional", "Perhaps failed"), ("?needs_attention=true", "Needs attention"),
        ("?detail=queued", "Queued"), ($"?created_from={today}", "Today"),
    ];

    /// <summary>A filter's value as people say it.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value.</param>
    public static string Value(string name, string value) =>
        (name switch { "status" => Statuses, "detail" => Details, "origin" => Origins, _ => [] }).FirstOrDefault(choice => choice.Value == value).Word ?? value;
}
