using System.Collections.Immutable;
using Payouts.Gateway.Cluster;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Sessions;

/// <summary>Who was signed out everywhere, as the cluster said at most <see cref="Freshness"/> ago.</summary>
internal sealed class SignOuts(GrainCalls grains, TimeProvider time)
{
    /// <summary>How long an answer of the cluster is used.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private volatile Answer? _last;

    /// <summary>Whether a person's session was ended by a sign-out.</summary>
    /// <param name="person">Folded.</param>
    /// <param name="since">When the session began.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClusterUnavailableException">The cluster does not answer.</exception>
    public async ValueTask<bool> HasEndedAsync(string person, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var last = _last;
        if (last is null || time.GetElapsedTime(last.At) > Freshness)
        {
            var asked = time.GetTimestamp();
            last = new(await grains.RunAsync(cluster => SignOutsIn(cluster).Read(), cancellationToken), asked);
            _last = last;
        }

        return last.Times.TryGetValue(person, out var at) && since <= at;
    }

    /// <summary>Ends all of a person's sessions: here at once, at the other gateways when they next ask.</summary>
    /// <param name="person">Folded.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClusterUnavailableException">The cluster does not answer.</exception>
    public async Task SignOutAsync(string person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await grains.RunAsync(cluster => SignOutsIn(cluster).SignOut(person, now), cancellationToken);
        _last = null;
    }

    private static ISignOutsGrain SignOutsIn(IGrainFactory cluster) => cluster.GetGrain<ISignOutsGrain>(ISignOutsGrain.Only);

    /// <summary>What the cluster said, and when it was asked.</summary>
    private sealed record Answer(ImmutableSortedDictionary<string, DateTimeOffset> Times, long At);
}
