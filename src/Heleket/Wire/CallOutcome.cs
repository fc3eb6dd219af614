namespace Heleket.Wire;

/// <summary>What became of a call.</summary>
internal abstract record CallOutcome
{
    private CallOutcome()
    {
    }

    /// <summary>An answer came.</summary>
    public sealed record Responded(Response Response) : CallOutcome;

    /// <summary>No answer came, and the request may have left.</summary>
    public sealed record Lost(string Why, Exception Cause) : CallOutcome;

    /// <summary>No answer came, and the body was never given to a connection.</summary>
    public sealed record NotSent(string Why, Exception Cause) : CallOutcome;
}
