using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using Payouts.Grains;

namespace Payouts.Storage.Mongo;

/// <summary>
/// Says which payouts the totals cannot count because a document was changed by hand or damaged: by id, and nothing that stands in it. Each at first
/// sight and every hour, since every sweep and every reader of totals comes upon it again.
/// </summary>
internal sealed partial class MongoMalformed(ILogger logger, TimeProvider clock)
{
    private const int MaxRemembered = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private static readonly Meter Meter = new(Telemetry.MeterName);

    private static readonly Counter<long> Counter =
        Meter.CreateCounter<long>("payouts.malformed", description: "Stored payouts that could not be counted, each at most once an hour.");

    private readonly ConcurrentDictionary<BsonValue, long> _said = [];

    /// <summary>One could not be read.</summary>
    /// <param name="id">Its <c>_id</c>.</param>
    /// <param name="exception">Why. Only its type is said: its message may quote the document.</param>
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
