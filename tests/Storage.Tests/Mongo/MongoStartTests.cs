using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using Payouts.Silo.Start;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>A silo waits for its database.</summary>
public sealed class MongoStartTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly MongoServer _server = new();

    public async ValueTask InitializeAsync() => await _server.CreateAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_silo_that_starts_before_its_database_says_so_and_goes_on_once_it_is_there()
    {
        await using var wire = new Wire(_server.Server);
        wire.Cut();
        var url = new MongoUrlBuilder(_server.ConnectionString)
        {
            Server = new MongoServerAddress(wire.EndPoint.Host, wire.EndPoint.Port),
            DirectConnection = true,
            ServerSelectionTimeout = TimeSpan.FromMilliseconds(300),
        };
        await using var store = MongoServer.Store(url.ToString());
        var heard = new WarningHeard();
        var start = StartOf(store, heard);

        var starting = start.StartAsync(CancellationToken.None);
        await heard.First.WaitAsync(Patience);
        Assert.False(starting.IsCompleted);
        wire.Mend();

        await starting.WaitAsync(Patience);
        Assert.Empty((await store.QueryAsync(new PayoutQuery(), CancellationToken.None)).Payouts);
    }

    [Fact]
    public async Task A_host_that_stops_waits_no_longer()
    {
        await using var wire = new Wire(_server.Server);
        wire.Cut();
        var text = $"mongodb://{wire.EndPoint.Host}:{wire.EndPoint.Port}/?directConnection=true&serverSelectionTimeoutMS=300";
        await using var store = MongoServer.Store(text);
        var heard = new WarningHeard();
        using var stopping = new CancellationTokenSource();

        var starting = StartOf(store, heard).StartAsync(stopping.Token);
        await heard.First.WaitAsync(Patience);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting.WaitAsync(Patience));
    }

    private static StorageStart StartOf(IPayoutStore store, ILogger<DatabaseWait> heard) =>
        new(new ServiceCollection().AddSingleton(store).BuildServiceProvider(), new DatabaseWait(TimeProvider.System, heard));

    private sealed class WarningHeard : ILogger<DatabaseWait>
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task First => _first.Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
            {
                _first.TrySetResult();
            }
        }
    }
}
