namespace Heleket.Wire;

/// <summary>A request before it is signed.</summary>
/// <param name="Operation">A word for the log.</param>
/// <param name="Path">Below the project's URL, with the query.</param>
/// <param name="Body">Exactly what is signed and sent.</param>
internal sealed record Call(string Operation, string Path, byte[] Body)
{
    /// <summary>Our id or Heleket's, for the log.</summary>
    public string? Id { get; init; }

    /// <summary>How long after the call began its bytes may still leave; later ones do not.</summary>
    public TimeSpan? SendWithin { get; init; }

    /// <summary>A read: sending it again does no harm.</summary>
    public bool Repeatable { get; init; }

    /// <summary>Signed with the payment key (1.3).</summary>
    public bool WithPaymentKey { get; init; }
}
