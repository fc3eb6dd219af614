using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>
/// Decisions on payouts that wait for people: scope <see cref="Scope.Approve"/>, or <see cref="Scope.Operate"/> for what a rule holds. A person calls, who did
/// not make the payout. The same decision counts once, and is repeated as reads are.
/// </summary>
public sealed class ApprovalsClient
{
    private readonly Calls _calls;

    internal ApprovalsClient(Calls calls) => _calls = calls;

    /// <summary>Approves a payout; the last approval that it needs sends it.</summary>
    /// <param name="id">The payout.</param>
    /// <param name="expectedVersion">The version that the person saw.</param>
    /// <param name="role">The role in which, for a person who has several; <see langword="null"/>: whichever is needed.</param>
    /// <param name="note">1 to 500 characters for the history.</param>
    /// <param name="cancellationToken">Ends it; it may count then.</param>
    /// <exception cref="VersionMismatchException">It has changed since.</exception>
    /// <exception cref="ForbiddenException">The person made it, or is of another role than those that are needed.</exception>
    public Task<Payout> ApproveAsync(string id, long expectedVersion, string? role = null, string? note = null, CancellationToken cancellationToken = default) =>
        DecideAsync("approve", id, expectedVersion, Calls.Body(new ApprovalBody(role, note), PayoutsJson.Default.ApprovalBody), cancellationToken);

    /// <summary>Rejects a payout: it is cancelled for good.</summary>
    /// <param name="id">The payout.</param>
    /// <param name="expectedVersion">The version that the person saw.</param>
    /// <param name="reason">1 to 500 characters for the history.</param>
    /// <param name="cancellationToken">Ends it; it may be rejected then.</param>
    /// <exception cref="VersionMismatchException">It has changed since.</exception>
    public Task<Payout> RejectAsync(string id, long expectedVersion, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return DecideAsync("reject", id, expectedVersion, Calls.Body(new ReasonBody(reason), PayoutsJson.Default.ReasonBody), cancellationToken);
    }

    /// <summary>Approves up to 500 payouts, if they are in all what was expected.</summary>
    /// <param name="selection">Which, at which versions, and what they are in all.</param>
    /// <param name="cancellationToken">Ends it; some may be approved then. It may be repeated.</param>
    /// <exception cref="PayoutsException"><see cref="ProblemCode.SelectionDiffers"/>: nothing was decided.</exception>
    public Task<DecidedPayouts> ApproveManyAsync(PayoutSelection selection, CancellationToken cancellationToken = default) => DecideManyAsync("approve", selection, cancellationToken);

    /// <summary>Rejects up to 500 payouts, if they are in all what was expected.</summary>
    /// <inheritdoc cref="ApproveManyAsync"/>
    public Task<DecidedPayouts> RejectManyAsync(PayoutSelection selection, CancellationToken cancellationToken = default) => DecideManyAsync("reject", selection, cancellationToken);

    private Task<Payout> DecideAsync(string word, string id, long expectedVersion, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) => _calls.GetAsync(
        new($"payouts_{word}", HttpMethod.Post, $"payouts/{Query.Escape(id)}/{word}") { Body = body, IfMatch = expectedVersion, CanBeRepeated = true },
        Reading.Of(PayoutsJson.Default.Payout),
        cancellationToken);

    private Task<DecidedPayouts> DecideManyAsync(string word, PayoutSelection selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return _calls.GetAsync(
            new($"payouts_{word}_many", HttpMethod.Post, $"payouts/{word}") { Body = Calls.Body(selection, PayoutsJson.Default.PayoutSelection), CanBeRepeated = true },
            Reading.Of(PayoutsJson.Default.DecidedPayouts),
            cancellationToken);
    }
}
