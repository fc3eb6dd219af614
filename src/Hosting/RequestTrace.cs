using System.Diagnostics;
using Orleans.Runtime;
using Serilog.Core;
using Serilog.Events;

namespace Payouts.Hosting;

/// <summary>
/// The trace id of the request that a line was written for. In the gateway it is the activity's, as in a problem. It
/// reaches the grains with the calls: Orleans' own propagation creates an activity for each of them, or, when nothing
/// listens, carries nothing (docs/adr/0020).
/// </summary>
public sealed class RequestTrace : ILogEventEnricher
{
    private const string Name = "trace_id";

    /// <summary>From here on, the grain calls of this request carry its trace id.</summary>
    public static void Carry()
    {
        if (Activity.Current is { } request)
        {
            RequestContext.Set(Name, request.TraceId.ToHexString());
        }
    }

    /// <summary>The trace id of a line; <see langword="null"/> if it was not written for a request.</summary>
    public static string? Of(LogEvent entry) =>
        entry.TraceId is { } own ? own.ToHexString()
        : entry.Properties.TryGetValue(Name, out var value) && value is ScalarValue { Value: string carried } ? carried
        : null;

    /// <inheritdoc/>
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (logEvent.TraceId is null && RequestContext.Get(Name) is string carried)
        {
            logEvent.AddOrUpdateProperty(new LogEventProperty(Name, new ScalarValue(carried)));
        }
    }
}
