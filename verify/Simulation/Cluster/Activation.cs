using System.Runtime.CompilerServices;
using Orleans.Core.Internal;
using Orleans.Timers;
using Payouts.Simulation.Running;

namespace Payouts.Simulation.Cluster;

/// <summary>One activation of a real grain: its calls and timers are run by an <see cref="Actor"/>, interleaved, one piece at a time, as Orleans does.</summary>
internal sealed class Activation : IGrainContext
{
    private static readonly TimeSpan DeactivationTimeout = TimeSpan.FromSeconds(5);

    private readonly SimulatedSilo _silo;
    private readonly List<ActivationTimer> _timers = [];
    private readonly Func<Activation, Grain> _make;
    private readonly List<Action> _whenGone = [];
    private readonly Task<Grain> _grain;
    private Task _turn = Task.CompletedTask;
    private int _running;

    public Activation(SimulatedSilo silo, GrainId id, Func<Activation, Grain> make)
    {
        (_silo, GrainId, _make) = (silo, id, make);
        Actor = new Actor(silo) { IsAside = IsAside };
        _grain = ActivateAsync();
    }

    public GrainId GrainId { get; }

    /// <summary>Whether a call waits for the one before, as all do whose grain does not say otherwise.</summary>
    private bool TakesTurns => IsAside || GrainId.Type.ToString() == SimulatedGrains.Book;

    private bool IsAside => GrainId.Type.ToString() is SimulatedGrains.Pauses or SimulatedGrains.Audit;

    public Actor Actor { get; }

    public bool IsLeaving { get; private set; }

    public IServiceProvider ActivationServices => _silo.Services;

    public object? GrainInstance => _grain.IsCompletedSuccessfully ? _grain.Result : null;

    public Task Deactivated => throw new NotSupportedException();

    public GrainReference GrainReference => throw new NotSupportedException();

    public ActivationId ActivationId => throw new NotSupportedException();

    public GrainAddress Address => throw new NotSupportedException();

    public IGrainLifecycle ObservableLifecycle => throw new NotSupportedException();

    public IWorkItemScheduler Scheduler => throw new NotSupportedException();

    /// <summary>Runs a call. It interleaves with others, as the calls of most of these grains do.</summary>
    /// <param name="call">The call.</param>
    /// <param name="interleaves">Whether it does so where the others take turns.</param>
    public void Invoke(Func<Grain, Task> call, bool interleaves)
    {
        _running++;
        var takesTurn = TakesTurns && !interleaves;
        var (before, turn) = (takesTurn ? _turn : Task.CompletedTask, new TaskCompletionSource());
        _turn = takesTurn ? turn.Task : _turn;
        _ = Actor.Start(async () =>
        {
            try
            {
                await before;
                await call(await _grain);
            }
            finally
            {
                turn.SetResult();
                _running--;
                LeaveIfIdle();
            }
        });
    }

    /// <summary>Lets nobody in any more, and ends once nothing runs.</summary>
    public void Leave()
    {
        if (!IsLeaving)
        {
            IsLeaving = true;
            LeaveIfIdle();
        }
    }

    /// <summary>Does it once this activation is gone.</summary>
    public void WhenGone(Action act) => _whenGone.Add(act);

    public IGrainTimer AddTimer(Func<CancellationToken, Task> tick, GrainTimerCreationOptions options)
    {
        var timer = new ActivationTimer(_silo, this, tick, options);
        _timers.Add(timer);
        return timer;
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) => Leave();

    public object? GetComponent(Type componentType) => throw new NotSupportedException();

    public TTarget? GetTarget<TTarget>()
        where TTarget : class => (TTarget?)GrainInstance;

    public object? GetTarget() => GrainInstance;

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class => throw new NotSupportedException();

    public void ReceiveMessage(object message) => throw new NotSupportedException();

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void Rehydrate(IRehydrationContext context) => throw new NotSupportedException();

    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    private Task<Grain> ActivateAsync()
    {
        var made = new TaskCompletionSource<Grain>();
        _running++;
        _ = Actor.Start(async () =>
        {
            try
            {
                var grain = _make(this);
                await grain.OnActivateAsync(CancellationToken.None);
                made.SetResult(grain);
            }
            catch (Exception exception)
            {
                made.SetException(exception);
                Leave();
            }
            finally
            {
                _running--;
                LeaveIfIdle();
            }
        });
        return made.Task;
    }

    private void LeaveIfIdle()
    {
        if (IsLeaving && _running == 0)
        {
            _running = int.MinValue;
            _ = Actor.Start(EndAsync);
        }
    }

    private async Task EndAsync()
    {
        _timers.ForEach(timer => timer.Dispose());
        if (_grain.IsCompletedSuccessfully)
        {
            using var timeout = new CancellationTokenSource(DeactivationTimeout, _silo);
            await _grain.Result.OnDeactivateAsync(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "simulated"), timeout.Token);
            (_grain.Result as IDisposable)?.Dispose();
        }

        _silo.Forget(this);
        _whenGone.ForEach(_silo.Run);
    }

    /// <summary>What the base class of grains takes from Orleans' runtime when Orleans makes them.</summary>
    public static class Roots
    {
        public static T Plant<T>(T grain, Activation activation)
            where T : Grain
        {
            SetContext(grain, activation);
            Runtime(grain) = (IGrainRuntime)activation.ActivationServices.GetService(typeof(IGrainRuntime))!;
            return grain;
        }

        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_GrainContext")]
        private static extern void SetContext(Grain grain, IGrainContext context);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Runtime>k__BackingField")]
        private static extern ref IGrainRuntime Runtime(Grain grain);
    }
}
