namespace Heleket.Wire;

/// <summary>The outcome of a call.</summary>
internal abstract record CallOutcome
{
    private CallOutcome()
    {
    }

    /// <summary>An answer was received.</summary>
    public sealed record Responded(Response Response) : CallOutcome;

    /// <summary>No answer, and the request may have been sent.</summary>
    public sealed record Lost(string Why, Exception Cause) : CallOutcome;

    /// <summary>No answer, and the body was never handed to a connection.</summary>
    public sealed record NotSent(string Why, Exception Cause) : CallOutcome;
}
