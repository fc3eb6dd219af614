namespace Heleket;

/// <summary>How the calls of one client went lately.</summary>
/// <param name="Circuit">Whether calls are let through.</param>
/// <param name="LastAnswerAt">
/// When Heleket last gave an answer that can be read, a refusal included; <see langword="null"/> if it never did.
/// </param>
/// <param name="PausedUntil">Until when no call is let through; <see langword="null"/> unless the circuit is open.</param>
public sealed record HeleketHealth(HeleketCircuit Circuit, DateTimeOffset? LastAnswerAt, DateTimeOffset? PausedUntil);

/// <summary>The circuit that all calls of a client share, the best state first.</summary>
public enum HeleketCircuit
{
    /// <summary>Calls are let through.</summary>
    Closed,

    /// <summary>The next call decides.</summary>
    HalfOpen,

    /// <summary>Too many calls failed: none is let through for some seconds.</summary>
    Open,
}
