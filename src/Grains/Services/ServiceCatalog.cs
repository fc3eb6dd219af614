using Heleket;
using Microsoft.Extensions.Logging;

namespace Payouts;

/// <summary>Heleket's services list as last read. One a process; a host refreshes it, and the last good list serves while Heleket is down.</summary>
public sealed partial class ServiceCatalog(HeleketClient heleket, TimeProvider clock, ILogger<ServiceCatalog> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private volatile ServiceList _current = new(null, []);

    /// <summary>The last good list.</summary>
    public ServiceList Current => _current;

    /// <summary>Whether Heleket was asked at least once, with whatever success.</summary>
    public bool WasAsked { get; private set; }

    /// <summary>Reads the list anew.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            var services = await heleket.GetServicesAsync(either.Token);
            _current = new(clock.GetUtcNow(), [.. services.Select(Pair)]);
            return true;
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
        finally
        {
            WasAsked = true;
        }
    }

    private static PayoutService Pair(HeleketService service) => new(
        service.Currency.ToUpperInvariant(), service.Network.ToUpperInvariant(), service.IsAvailable, service.MinAmount, service.MaxAmount);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Heleket's services list was not refreshed ({Problem}); the last good one is of {LoadedAt}")]
        public static partial void NotRefreshed(ILogger logger, string problem, DateTimeOffset? loadedAt);
    }
}
