using Payouts.Simulation.Audit;
using Payouts.Simulation.Running;

namespace Payouts.Simulation.Cluster;

/// <summary>A grain's timer on simulated time. Ticks run as calls do, interleaved.</summary>
internal sealed class ActivationTimer : IGrainTimer
{
    private readonly SimulatedSilo _silo;
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _tick;
    private readonly CancellationTokenSource _disposed = new();
    private readonly bool _interleaves;
    private Agenda.Entry? _next;
    private TimeSpan _period;

    public ActivationTimer(SimulatedSilo silo, Activation activation, Func<CancellationToken, Task> tick, GrainTimerCreationOptions options)
    {
        (_silo, _activation, _tick, _interleaves) = (silo, activation, tick, options.Interleave);
        Change(options.DueTime, options.Period);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        _next?.Cancel();
        _period = period;
        _next = dueTime == Timeout.InfiniteTimeSpan || _disposed.IsCancellationRequested ? null : _silo.After(dueTime, Tick);
    }

    public void Dispose()
    {
        _next?.Cancel();
        _disposed.Cancel();
    }

    private void Tick()
    {
        if (_disposed.IsCancellationRequested || _activation.IsLeaving)
        {
            return;
        }

        var ticked = _next;
        _activation.Invoke(async _ =>
        {
            try
            {
                await _tick(_disposed.Token);
            }
            catch (Exception exception) when (exception is IOException || PayoutFailures.IsOfStorage(exception) || (IsOfLimit && exception is OrleansException))
            {
                // Orleans logs what a timer's callback throws. Only what the store does may be thrown there.
                _silo.World.Tally.Count("timer callbacks that failed");
            }

            if (_period > TimeSpan.Zero && ReferenceEquals(_next, ticked) && !_disposed.IsCancellationRequested)
            {
                _next = _silo.After(_period, Tick);
            }
        }, _interleaves);
    }

    /// <summary>Its sweep finds out that a write of its document has failed.</summary>
    private bool IsOfLimit => _activation.GrainId.Type.ToString() == SimulatedGrains.Limit;
}
