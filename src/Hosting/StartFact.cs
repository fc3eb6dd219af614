namespace Payouts.Hosting;

/// <summary>A fact that operators want to know when a host is up.</summary>
/// <param name="Name">The subject, such as <c>storage</c>.</param>
/// <param name="Value">Evaluated when the host is up; contains no secrets. <see langword="null"/>: there is nothing to say.</param>
public sealed record StartFact(string Name, Func<string?> Value);
