namespace Payouts.Simulation.Running;

/// <summary>
/// Runs the continuations of one activation, or of one client, in the order in which they came, as Orleans does, and only when the world says so.
/// </summary>
internal sealed class Actor(Host host) : TaskScheduler
{
    private readonly Queue<Task> _tasks = new();

    public Host Host => host;

    /// <summary>
    /// Whether its steps are neither counted nor ordered by the draws of the others, so that the stories of payouts stay as they are whatever runs beside them.
    /// </summary>
    public bool IsAside { get; init; }

    /// <summary>Whether the world knows that there is something to run.</summary>
    public bool IsReady { get; set; }

    public bool HasWork => _tasks.Count > 0;

    /// <summary>Starts something on this actor.</summary>
    public Task Start(Func<Task> act) =>
        Task.Factory.StartNew(act, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Runs one piece, up to where it waits for something.</summary>
    public void RunOne() => TryExecuteTask(_tasks.Dequeue());

    /// <summary>The process ended: what it was about to do is never done.</summary>
    public void Clear() => _tasks.Clear();

    protected override void QueueTask(Task task)
    {
        host.World.RequireOwnThread();
        if (!host.IsDead)
        {
            _tasks.Enqueue(task);
            host.World.Ready(this);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(Current, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;
}
