namespace Payouts.Grains.Tests.Cluster;

/// <summary>Where something waits until a test lets it pass.</summary>
internal sealed class Gate
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when somebody waits there; fails when nobody comes for far longer than it takes.</summary>
    public Task Reached => _reached.Task.WaitAsync(Limit);

    /// <summary>Whether somebody came.</summary>
    public bool IsReached => _reached.Task.IsCompleted;

    /// <summary>Lets whoever waits, or comes later, pass.</summary>
    public void Open() => _opened.TrySetResult();

    /// <summary>Waits there.</summary>
    public Task PassAsync()
    {
        _reached.TrySetResult();
        return _opened.Task;
    }
}
