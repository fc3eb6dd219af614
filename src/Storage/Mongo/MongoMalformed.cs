using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using Payouts.Grains;

namespace Payouts.Storage.Mongo;

/// <summary>
/// Logs the payouts that the totals cannot count because a document was changed by hand or damaged: by id, and none of
/// their content. Each is logged when first found and then every hour, since every sweep and every reader of totals
/// finds it again.
/// </summary>
internal sealed partial class MongoMalformed(ILogger logger, TimeProvider clock)
{
    private const int MaxRemembered = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private static readonly Meter Meter = new(Telemetry.MeterName);

    private static readonly Counter<long> Counter =
        Meter.CreateCounter<long>("payouts.malformed", description: "Stored payouts that could not be counted, each at most once an hour.");

    private readonly ConcurrentDictionary<BsonValue, long> _said = [];

    /// <summary>Reports a payout that could not be read.</summary>
    /// <param name="id">Its <c>_id</c>.</param>
    /// <param name="exception">The cause. Only its type is logged: its message may quote the document.</param>
    public void Found(BsonValue id, Exception exception)
    {
        var now = clock.GetTimestamp();
        if (_said.TryGetValue(id, out var last) && clock.GetElapsedTime(last, now) < Pause)
        {
            return;
        }

        if (_said.Count >= MaxRemembered)
        {
            _said.Clear();
        }

        _said[id] = now;
        Counter.Add(1);
        Log.Skipped(logger, id.ToString()!, exception.GetType().Name);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The stored document of payout {PayoutId} cannot be read ({Fault}): the totals leave it out until it is mended")]
        public static partial void Skipped(ILogger logger, string payoutId, string fault);
    }
}
