namespace Payouts.Client;

/// <summary>A call failed. Which type it is says what to do; none of them ever holds a key.</summary>
public class PayoutsException : Exception
{
    /// <summary>A call that the service refused, or something before it.</summary>
    /// <param name="problem">What was answered.</param>
    public PayoutsException(Problem problem)
        : this(Told(problem), problem, null)
    {
    }

    /// <summary>A call with no answer to show, or with more to say than the answer.</summary>
    /// <param name="message">For people.</param>
    /// <param name="problem">What was answered last.</param>
    /// <param name="innerException">The cause.</param>
    public PayoutsException(string message, Problem? problem, Exception? innerException)
        : base(message, innerException) => Problem = problem;

    /// <summary>What was answered last; <see langword="null"/> if nothing was.</summary>
    public Problem? Problem { get; }

    /// <summary>The HTTP status; <see langword="null"/> without an answer.</summary>
    public int? Status => Problem?.Status;

    /// <summary>What went wrong, for programs; <see langword="null"/> if the service did not say it.</summary>
    public ProblemCode? Code => Problem?.Code;

    /// <summary>Finds the call in the service's log.</summary>
    public string? TraceId => Problem?.TraceId;

    /// <summary>Whether the same call may succeed later. It was repeated already, as far as the options and the call allow.</summary>
    public virtual bool IsRetryable => false;

    private static string Told(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return $"{problem.Status}{(problem.Code is { } code ? $" {code}" : "")}: {problem.Detail ?? problem.Title ?? "no detail was given"}";
    }
}
