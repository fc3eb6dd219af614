using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Payouts.Client.Wire;

/// <summary>Activities and measurements.</summary>
internal static class Telemetry
{
    /// <summary>Of the activity source and the meter.</summary>
    public const string Name = "Payouts.Client";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("payouts.client.call.duration", "s", "How long calls last, with all their attempts.");
    private static readonly Counter<long> Repeats = Meter.CreateCounter<long>("payouts.client.repeats", "{attempt}", "Attempts beyond a call's first.");

    public static Activity? Start(Call call) => Source.StartActivity($"payouts {call.Operation}", ActivityKind.Client);

    public static void Repeated(Call call) => Repeats.Add(1, new KeyValuePair<string, object?>("operation", call.Operation));

    public static void Done(Call call, Activity? activity, TimeSpan elapsed, int? status, Exception? failure)
    {
        var tags = new TagList { { "operation", call.Operation } };
        if (status is not null)
        {
            tags.Add("http.response.status_code", status);
            activity?.SetTag("http.response.status_code", status);
        }

        if (failure is not null)
        {
            tags.Add("error.type", failure.GetType().Name);
            activity?.SetTag("error.type", failure.GetType().Name);
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        Duration.Record(elapsed.TotalSeconds, tags);
    }

    /// <summary>Lets the service join the caller's trace, whatever handlers the <see cref="HttpClient"/> has.</summary>
    public static void Inject(HttpRequestMessage request) =>
        DistributedContextPropagator.Current.Inject(Activity.Current, request, static (carrier, name, value) =>
            ((HttpRequestMessage)carrier!).Headers.TryAddWithoutValidation(name, value));
}
