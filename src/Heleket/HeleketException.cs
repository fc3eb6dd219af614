namespace Heleket;

/// <summary>A call other than create or info failed.</summary>
public sealed class HeleketException : Exception
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoErrors = [];

    /// <summary>Creates an exception with a message.</summary>
    public HeleketException(string message)
        : this(message, null)
    {
    }

    /// <summary>Creates an exception with a message and a cause.</summary>
    public HeleketException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates an exception without a message.</summary>
    public HeleketException()
        : this("A call of Heleket's API failed.")
    {
    }

    /// <summary>The HTTP status, if there was an answer.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Heleket's own message, at most 500 characters, if there was one.</summary>
    public string? ProviderMessage { get; init; }

    /// <summary>Heleket's validation keys by field (docs/heleket.md, "Envelope"); empty if there were none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; init; } = NoErrors;

    /// <summary>
    /// No answer, or no readable one. The operation may still have taken effect, unless <see cref="ProvablyNotSent"/>.
    /// </summary>
    public bool IsTransportFailure { get; init; }

    /// <summary>No byte of the request body was sent.</summary>
    public bool ProvablyNotSent { get; init; }
}
