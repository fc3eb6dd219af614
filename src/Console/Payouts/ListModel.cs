using Payouts.Client;

namespace Payouts.Console.Payouts;

/// <summary>A page of the list.</summary>
/// <param name="Filter">What was asked for, as it was typed.</param>
/// <param name="Page">What the API gave; <see langword="null"/> when it refused.</param>
/// <param name="Problem">Why it refused.</param>
/// <param name="Today">The day in UTC, as <c>2026-11-28</c>.</param>
public sealed record ListModel(ListFilter Filter, PayoutPage? Page, Problem? Problem, string Today);
