namespace Heleket;

/// <summary>A call other than create and info did not succeed.</summary>
public sealed class HeleketException : Exception
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoErrors = [];

    /// <summary>An exception with its own words only.</summary>
    public HeleketException(string message)
        : this(message, null)
    {
    }

    /// <summary>An exception that another one caused.</summary>
    public HeleketException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception without words.</summary>
    public HeleketException()
        : this("A call of Heleket's API failed.")
    {
    }

    /// <summary>The HTTP status, if an answer came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Heleket's own words, at most 500 characters, if there were any.</summary>
    public string? ProviderMessage { get; init; }

    /// <summary>Heleket's validation keys by field (docs/heleket.md, "Envelope"); empty if there were none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; init; } = NoErrors;

    /// <summary>No answer came, or none that could be read. What was asked for may have been done all the same, unless <see cref="ProvablyNotSent"/>.</summary>
    public bool IsTransportFailure { get; init; }

    /// <summary>No byte of the request's body left.</summary>
    public bool ProvablyNotSent { get; init; }
}
