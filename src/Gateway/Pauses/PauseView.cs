using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Pauses;

/// <summary>A pause as the API shows it.</summary>
/// <param name="Scope">What it holds back.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who set it; <see langword="null"/> for a key that is bound to a client.</param>
/// <param name="At">Since when.</param>
/// <param name="EffectiveBy">When what was changed holds on every silo.</param>
/// <param name="Version">For the ETag.</param>
/// <param name="Waiting">What it holds back now; <see langword="null"/> in the answer to a change.</param>
internal sealed record PauseView(string Scope, string Reason, Caller? By, DateTimeOffset At, DateTimeOffset EffectiveBy, long Version, WaitingView? Waiting)
{
    /// <summary>Shows the pause of a change that was made.</summary>
    /// <param name="answer">To the change.</param>
    /// <param name="client">The only client that the caller sees.</param>
    public static PauseView Of(PauseAnswer answer, string? client) => Of(answer.Pause!, answer.EffectiveBy!.Value, waiting: null, client);

    /// <summary>Shows a pause.</summary>
    public static PauseView Of(Pause pause, DateTimeOffset effectiveBy, WaitingView? waiting, string? client) =>
        new(pause.Scope, pause.Reason, client is null ? pause.By : null, pause.At, effectiveBy, pause.Version, waiting);
}

/// <summary>All pauses that a caller sees.</summary>
/// <param name="Pauses">In the order of their setting.</param>
/// <param name="Waiting">What is held back in all; a payout that two pauses hold back counts once.</param>
/// <param name="Version">Of all pauses, also of those that the caller does not see.</param>
internal sealed record PausesView(ImmutableArray<PauseView> Pauses, WaitingView Waiting, long Version)
{
    /// <summary>Shows what a caller may see.</summary>
    /// <param name="list">All pauses.</param>
    /// <param name="client">
    /// The only client that the caller sees: then no pause of another client's, no names, and only what waits of its own.
    /// </param>
    public static PausesView Of(PauseList list, string? client)
    {
        ParkedSum[] sums = [.. list.Waiting.Where(sum => client is null || sum.ClientId == client)];
        return new(
            [
                .. from pause in list.Pauses
                   let scope = PauseScope.TryParse(pause.Scope, out var read) ? read : null
                   where client is null || scope is { Kind: not PauseKind.Client } || scope?.Value == client
                   select PauseView.Of(pause, pause.At + list.Lease, scope is { } known ? WaitingView.Of(sums.Where(sum => Covers(known, sum))) : null, client),
            ],
            WaitingView.Of(sums),
            list.Version);
    }

    private static bool Covers(PauseScope scope, ParkedSum sum) => scope.Covers(sum.ClientId, sum.Asset, sum.Network);
}

/// <summary>What is held back.</summary>
/// <param name="Count">How many payouts.</param>
/// <param name="Totals">The sums of their amounts, by asset.</param>
internal sealed record WaitingView(long Count, ImmutableArray<(string Asset, Sum Amount)> Totals)
{
    /// <summary>Adds up.</summary>
    public static WaitingView Of(IEnumerable<ParkedSum> sums)
    {
        ParkedSum[] all = [.. sums];
        return new(
            all.Sum(sum => sum.Count),
            [
                .. all.GroupBy(sum => sum.Asset, StringComparer.Ordinal)
                    .OrderBy(asset => asset.Key, StringComparer.Ordinal)
                    .Select(asset => (asset.Key, asset.Aggregate(default(Sum), (total, sum) => total + sum.Amount))),
            ]);
    }
}
