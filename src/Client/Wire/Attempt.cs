namespace Payouts.Client.Wire;

/// <summary>What one attempt came to.</summary>
/// <typeparam name="T">What the answer is read as.</typeparam>
internal sealed record Attempt<T>
{
    /// <summary>What was answered, with success.</summary>
    public T? Value { get; init; }

    /// <summary>The HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>Why there is no success.</summary>
    public PayoutsException? Failure { get; init; }

    /// <summary>After a failure: whether the service may have done what was asked all the same.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>After a failure: how long the service asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Whether the failure is a judgment about the request's content. The same bytes cannot have been accepted by an earlier attempt then.
    /// </summary>
    public bool JudgesContent => Failure is ValidationFailedException or KeyReusedException || Status is 413 or 415;
}
