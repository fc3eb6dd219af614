namespace Payouts.Grains.Interfaces.Limits;

/// <summary>
/// Room that a limit holds for a payout. It is stored in the payout's row by the write that makes the payout
/// <c>submitting</c>, and stays there until it was given back: the row says what is still owed to the limit.
/// </summary>
/// <param name="Limit">The limit's key (<see cref="LimitKey"/>).</param>
/// <param name="Token">64 random bits as 16 hex digits, new at every attempt.</param>
/// <param name="Bucket">The beginning of the part of the window in which it counts.</param>
/// <param name="Amount">How much.</param>
/// <param name="IsOver">True if it was taken over the cap, because people had approved it.</param>
[GenerateSerializer, Immutable, Alias("payouts.LimitHold")]
public sealed record LimitHold(
    [property: Id(0)] string Limit,
    [property: Id(1)] string Token,
    [property: Id(2)] DateTimeOffset Bucket,
    [property: Id(3)] decimal Amount,
    [property: Id(4)] bool? IsOver = null)
{
    /// <summary>
    /// By a stopwatch: how long after the start of a reservation the write of the row may begin, and how long after the
    /// last read or write of the row a hold may be given back.
    /// </summary>
    public static readonly TimeSpan UsableFor = TimeSpan.FromSeconds(30);
}
