using Microsoft.Extensions.Logging;

namespace Payouts.Console.Live;

/// <summary>
/// Follows the feed once for all streams of this host, as long as there are any, and tells each what concerns it. It never
/// waits for a stream.
/// </summary>
internal sealed partial class Follower(FollowPayouts follow, ILogger<Follower> logger)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Watch> _watches = [];
    private readonly Dictionary<string, List<Watch>> _showing = new(StringComparer.Ordinal);
    private CancellationTokenSource? _stop;
    private bool? _isLive;

    /// <summary>Tells a stream what happens from now on. The first one starts it.</summary>
    public void Join(Watch watch)
    {
        lock (_gate)
        {
            _watches.Add(watch);
            foreach (var id in watch.Shown)
            {
                (_showing.TryGetValue(id, out var others) ? others : _showing[id] = []).Add(watch);
            }

            if (_stop is null)
            {
                Start();
            }

            if (_isLive is { } isLive)
            {
                watch.Tell(isLive, hasGap: false);
            }
        }
    }

    /// <summary>Tells a stream nothing any more. The last one stops it.</summary>
    public void Leave(Watch watch)
    {
        lock (_gate)
        {
            _watches.Remove(watch);
            foreach (var id in watch.Shown)
            {
                if (_showing.TryGetValue(id, out var others) && others.Remove(watch) && others.Count == 0)
                {
                    _showing.Remove(id);
                }
            }

            if (_watches.Count == 0)
            {
                _stop?.Cancel();
                _stop = null;
            }
        }
    }

    private void Start()
    {
        var stop = new CancellationTokenSource();
        (_stop, _isLive) = (stop, null);
        // Not as a part of the request that happens to come first: its trace and its log lines end with it.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(() => RunAsync(stop));
        }
    }

    private async Task RunAsync(CancellationTokenSource stop)
    {
        try
        {
            await foreach (var page in follow(stop.Token))
            {
                Tell(page, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The last stream left.
        }
        catch (Exception exception)
        {
            Log.Ended(logger, exception);
        }
        finally
        {
            End(stop);
            stop.Dispose();
        }
    }

    private void Tell(PayoutHints page, CancellationTokenSource from)
    {
        var happened = new Happened(page.Hints);
        lock (_gate)
        {
            if (_stop != from)
            {
                return;
            }

            _isLive = page.IsLive;
            foreach (ref readonly var hint in page.Hints.AsSpan())
            {
                foreach (var watch in _showing.GetValueOrDefault(hint.PayoutId) ?? [])
                {
                    watch.Tell(hint);
                }
            }

            foreach (var watch in _watches)
            {
                watch.Tell(happened);
                watch.Tell(page.IsLive, page.HasGap);
            }
        }
    }

    // Its streams end and reconnect; the first of them starts it again.
    private void End(CancellationTokenSource of)
    {
        lock (_gate)
        {
            if (_stop == of)
            {
                _stop = null;
                foreach (var watch in _watches)
                {
                    watch.End();
                }
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The console's live pages lost the feed of events and will reconnect")]
        public static partial void Ended(ILogger logger, Exception exception);
    }
}
