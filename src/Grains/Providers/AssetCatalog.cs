using System.Collections.Immutable;
using Heleket;
using Microsoft.Extensions.Logging;
using Payouts.Grains.Interfaces.Catalog;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Providers;

/// <summary>
/// Heleket's services list as last read. One per process, refreshed by the host; the last good list serves while
/// Heleket is down or returns a list with nothing readable.
/// </summary>
public sealed partial class AssetCatalog(HeleketClient heleket, TimeProvider clock, ILogger<AssetCatalog> logger)
{
    /// <summary>
    /// How long a list is fresh enough to hold back a payout; with an older one the decision is left to Heleket.
    /// </summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    private const int MaxNamed = 20;

    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private volatile ServiceList _current = new(null, []);
    private Task _reading = Task.CompletedTask;
    private long _begun = long.MinValue;
    private long _acceptedFrom = long.MinValue;
    private string _loggedEntries = "";
    private string _loggedMembers = "";

    /// <summary>The last good list.</summary>
    public ServiceList Current => _current;

    /// <summary>Whether Heleket was queried at least once, successfully or not.</summary>
    public bool WasAsked { get; private set; }

    /// <summary>Reloads the list.</summary>
    /// <returns>Whether a new good list was loaded.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        try
        {
            using var timeout = new CancellationTokenSource(ReadTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            return Accept(await heleket.GetServicesAsync(either.Token), begun);
        }
        catch (HeleketException exception)
        {
            Log.NotRefreshed(logger, exception.Message, _current.LoadedAt);
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotRefreshed(logger, "no answer in time", _current.LoadedAt);
            return false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A caller reacting to a refusal must still receive the refusal.
            Log.Broken(logger, exception);
            return false;
        }
        finally
        {
            WasAsked = true;
        }
    }

    /// <summary>Whether a fresh list contains the pair and marks it as unavailable for payouts now.</summary>
    public bool IsUnavailable(PayoutRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var list = _current;
        return list.LoadedAt is { } at && clock.GetUtcNow() - at <= MaxAge && list.Find(request.Asset, request.Network) is { IsAvailable: false };
    }

    /// <summary>
    /// The same check by a list read after this call, for when Heleket refused the pair: it may have become unavailable
    /// since the last read. Concurrent callers share the next read. Makes no call in a process that never reads the
    /// list.
    /// </summary>
    public async Task<bool> IsUnavailableNowAsync(PayoutRequest request)
    {
        var asked = clock.GetTimestamp();
        while (WasAsked && ReadingFrom(asked) is { } reading)
        {
            await reading;
        }

        return IsUnavailable(request);
    }

    private Task? ReadingFrom(long moment)
    {
        lock (_gate)
        {
            if (_reading.IsCompleted)
            {
                if (_begun >= moment)
                {
                    return null;
                }

                _begun = clock.GetTimestamp();
                _reading = RefreshAsync(CancellationToken.None);
            }

            return _reading;
        }
    }

    private bool Accept(HeleketServices read, long begun)
    {
        LogChanges(read);
        if (read.Services.Count == 0)
        {
            Log.NotRefreshed(logger, "it names no pair", _current.LoadedAt);
            return false;
        }

        lock (_gate)
        {
            // Of two concurrent reads, the one that began later wins.
            if (begun >= _acceptedFrom)
            {
                _acceptedFrom = begun;
                _current = new(clock.GetUtcNow(), Pairs(read.Services));
            }
        }

        return true;
    }

    /// <summary>Logs oddities only when they change: the list is read many times an hour.</summary>
    private void LogChanges(HeleketServices read)
    {
        var (entries, members) = (Named(read.LeftOut), Named(read.OddMembers));
        if (entries != _loggedEntries && entries.Length > 0)
        {
            Log.LeftOut(logger, read.LeftOut.Count, read.LeftOut.Count + read.Services.Count, entries);
        }

        if (members != _loggedMembers && members.Length > 0)
        {
            Log.OddMembers(logger, read.OddMembers.Count, members);
        }

        (_loggedEntries, _loggedMembers) = (entries, members);
    }

    private static string Named(IReadOnlyList<string> odd) =>
        string.Join("; ", odd.Take(MaxNamed)) + (odd.Count > MaxNamed ? $"; and {odd.Count - MaxNamed} more" : "");

    /// <summary>Each pair once; of duplicates, the available entry is preferred.</summary>
    private static ImmutableArray<PayoutService> Pairs(IReadOnlyList<HeleketService> services) =>
    [
        .. services
            .Select(service => new PayoutService(
                service.Currency.ToUpperInvariant(), service.Network.ToUpperInvariant(), service.IsAvailable,
                service.MinAmount, service.MaxAmount, service.FeeAmount, service.Percent))
            .GroupBy(service => (service.Asset, service.Network))
            .Select(named => named.FirstOrDefault(service => service.IsAvailable) ?? named.First()),
    ];

    private static partial class Log
    {
        public static void NotRefreshed(ILogger logger, string problem, DateTimeOffset? loadedAt)
        {
            if (loadedAt is { } at)
            {
                StillOf(logger, problem, at);
            }
            else
            {
                NotReadYet(logger, problem);
            }
        }

        [LoggerMessage(Level = LogLevel.Warning, Message = "Heleket's services list was not refreshed ({Problem}); the last good one is of {LoadedAt}")]
        private static partial void StillOf(ILogger logger, string problem, DateTimeOffset loadedAt);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Heleket's services list was not read yet ({Problem})")]
        private static partial void NotReadYet(ILogger logger, string problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "Heleket's services list could not be read, by a fault of this service")]
        public static partial void Broken(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{LeftOut} of {Entries} entries of Heleket's services list name no pair and are left out: {Which}")]
        public static partial void LeftOut(ILogger logger, int leftOut, int entries, string which);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Members} limits, fees or availabilities of Heleket's services list cannot be read and count as absent: {Which}")]
        public static partial void OddMembers(ILogger logger, int members, string which);
    }
}
