namespace Payouts.Tests.Cluster;

/// <summary>Where something waits until a test lets it pass.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when somebody waits there.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Lets whoever waits, or comes later, pass.</summary>
    public void Open() => _opened.TrySetResult();

    /// <summary>Waits there.</summary>
    public Task PassAsync()
    {
        _reached.TrySetResult();
        return _opened.Task;
    }
}
