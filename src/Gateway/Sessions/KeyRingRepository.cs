using System.Collections.Immutable;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Payouts.Gateway.Cluster;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Sessions;

/// <summary>
/// Keeps the keys of ASP.NET Core's data protection in the cluster, so that a gateway reads the cookies of another. The
/// interface is synchronous; it is asked at the first cookie, once a day, and for cookies under an unknown key.
/// </summary>
internal sealed class KeyRingRepository(GrainCalls grains, TimeProvider time) : IXmlRepository
{
    // For each cookie under a key that it does not know data protection may read the ring anew: whoever sends many such
    // cookies must not call the cluster as often, nor hold a thread for each of them while the cluster is away.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private volatile Answer? _last;

    /// <inheritdoc/>
    /// <exception cref="ClusterUnavailableException">The cluster does not answer.</exception>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var last = _last;
        if (last is null || time.GetElapsedTime(last.At) > Freshness)
        {
            last = Keep(cluster => RingIn(cluster).Read());
        }

        return last.Failure is null ? [.. last.Keys.Select(XElement.Parse)] : throw new ClusterUnavailableException(last.Failure);
    }

    /// <inheritdoc/>
    /// <exception cref="ClusterUnavailableException">The cluster does not answer.</exception>
    public void StoreElement(XElement element, string friendlyName)
    {
        var key = element.ToString(SaveOptions.DisableFormatting);
        Keep(cluster => RingIn(cluster).Add(key));
    }

    private Answer Keep(Func<IGrainFactory, Task<ImmutableArray<string>>> call)
    {
        var asked = time.GetTimestamp();
        // On a thread of its own: whoever asks may hold a context in which the answer would have to arrive, as the renderer of
        // pages does.
        try
        {
            var keys = Task.Run(() => grains.RunAsync(call, CancellationToken.None)).GetAwaiter().GetResult();
            return _last = new(keys, asked);
        }
        catch (ClusterUnavailableException exception)
        {
            _last = new([], time.GetTimestamp(), exception.InnerException);
            throw;
        }
    }

    private static IKeyRingGrain RingIn(IGrainFactory cluster) => cluster.GetGrain<IKeyRingGrain>(IKeyRingGrain.Only);

    /// <summary>What the cluster said, and when it was asked; or why it did not answer, and until when it was waited for.</summary>
    private sealed record Answer(ImmutableArray<string> Keys, long At, Exception? Failure = null);
}
