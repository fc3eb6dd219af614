namespace Payouts.Client;

/// <summary>What the service does next for a payout.</summary>
public sealed record NextStep
{
    /// <summary>What a service says that does not say it.</summary>
    internal static readonly NextStep Unsaid = new();

    /// <summary>What; <see cref="StepKind.Nothing"/> exactly when the payout is final.</summary>
    public StepKind What { get; init; }

    /// <summary>When; <see langword="null"/> if that depends on something else.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The number that the next try will have, from 1; 0 if there is none.</summary>
    public long Attempt { get; init; }
}
