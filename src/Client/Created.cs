namespace Payouts.Client;

/// <summary>What a create gave.</summary>
/// <typeparam name="T">What was created.</typeparam>
/// <param name="Value">As it is now.</param>
/// <param name="IsReplay">The same request came before, perhaps as an earlier attempt of this very call.</param>
public sealed record Created<T>(T Value, bool IsReplay);
