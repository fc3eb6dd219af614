namespace Payouts.Hosting;

/// <summary>What an operator wants to read when a host is up.</summary>
/// <param name="Name">What it is about, such as <c>storage</c>.</param>
/// <param name="Value">Asked when the host is up; without secrets.</param>
public sealed record StartFact(string Name, Func<string> Value);
