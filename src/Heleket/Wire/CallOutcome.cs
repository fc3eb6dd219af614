namespace Heleket.Wire;

/// <summary>An answer whose status line came in.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Envelope">None when the body is not a whole, readable JSON object of at most 1 MiB.</param>
internal sealed record Answer(int Status, Envelope? Envelope)
{
    /// <summary>For a message; holds nothing of the body.</summary>
    public string Describe() => Envelope is null ? $"HTTP {Status} with a body that cannot be read." : $"HTTP {Status} with an unexpected body.";
}

/// <summary>What became of a call.</summary>
internal abstract record Reply
{
    private Reply()
    {
    }

    /// <summary>An answer came.</summary>
    public sealed record Answered(Answer Answer) : Reply;

    /// <summary>No answer came, and the request may have left.</summary>
    public sealed record Lost(string Why, Exception Cause) : Reply;

    /// <summary>No answer came, and the body was never given to a connection.</summary>
    public sealed record NotSent(string Why, Exception Cause) : Reply;
}

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
