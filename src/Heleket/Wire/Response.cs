namespace Heleket.Wire;

/// <summary>An answer whose status line was received.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Envelope">
/// <see langword="null"/> when the body is not a complete, readable JSON object of at most 1 MiB.
/// </param>
internal sealed record Response(int Status, Envelope? Envelope)
{
    /// <summary>A description for a message; contains nothing from the body.</summary>
    public string Describe() => Envelope is null ? $"HTTP {Status} with a body that cannot be read." : $"HTTP {Status} with an unexpected body.";
}
