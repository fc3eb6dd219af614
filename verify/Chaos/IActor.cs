namespace Payouts.Chaos;

/// <summary>
/// Somebody who does something beside the clients while everything is killed. A new one is listed in <see cref="Actors"/>;
/// what it calls is recorded by <see cref="Clients"/>, and judged by <see cref="Findings"/>.
/// </summary>
internal interface IActor
{
    /// <summary>Does all of it; ends when it is done, faults or not.</summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Called again and again when the load and the faults are over, until every payout is final: lets go of what keeps one from that.</summary>
    Task LetGoAsync(CancellationToken cancellationToken);
}
