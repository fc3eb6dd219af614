namespace Heleket.Wire;

/// <summary>An answer whose status line came in.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Envelope">None when the body is not a whole, readable JSON object of at most 1 MiB.</param>
internal sealed record Response(int Status, Envelope? Envelope)
{
    /// <summary>For a message; holds nothing of the body.</summary>
    public string Describe() => Envelope is null ? $"HTTP {Status} with a body that cannot be read." : $"HTTP {Status} with an unexpected body.";
}
