using System.Collections.Concurrent;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>Tells when a call has come to a grain, and the grain has gone as far with it as it can without waiting.</summary>
internal sealed class Arrivals : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<(string Id, string Method), int> _counts = [];
    private readonly ConcurrentDictionary<(string Id, string Method, int Number), TaskCompletionSource> _arrivals = [];

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        var running = context.Invoke();
        var (id, method) = (context.TargetId.Key.ToString()!, context.InterfaceMethod.Name);
        var number = _counts.AddOrUpdate((id, method), 1, (_, count) => count + 1);
        Arrival(id, method, number).TrySetResult();
        return running;
    }

    /// <summary>Completes when the grain has been called for this time, counted from 1.</summary>
    public Task Of(string id, string method, int number = 1) => Arrival(id, method, number).Task;

    private TaskCompletionSource Arrival(string id, string method, int number) =>
        _arrivals.GetOrAdd((id, method, number), _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
