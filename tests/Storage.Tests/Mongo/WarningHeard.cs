using Microsoft.Extensions.Logging;
using Payouts.Silo.Start;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>Hears the first warning of a wait for a database.</summary>
internal sealed class WarningHeard : ILogger<DatabaseWait>
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task First => _first.Task;

    public string Text { get; private set; } = "";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Warning)
        {
            Text = formatter(state, exception);
            _first.TrySetResult();
        }
    }
}
