using System.Collections.Concurrent;
using System.Net.Sockets;
using Npgsql;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage.Postgres;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Postgres;

/// <summary>The server dies in the middle of its work and comes back.</summary>
public sealed class PostgresServerTests
{
    [Fact]
    public async Task What_a_killed_server_acknowledged_is_there_and_what_it_did_not_is_settled_by_reading()
    {
        Assert.SkipWhen(PostgresServer.Binaries is null, "PostgreSQL is not installed here, and another's server is not ours to kill.");
        await using var server = await PostgresServer.StartNewAsync();
        await using var store = new PostgresPayoutStore(server.ConnectionString);
        await store.InitializeAsync(CancellationToken.None);
        var acknowledged = new ConcurrentBag<PayoutState>();
        var unclear = new ConcurrentBag<PayoutState>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var writing = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; unclear.IsEmpty; round++)
            {
                PayoutState[] batch = [.. Enumerable.Range(0, 50).Select(i => A.Payout($"{writer}-{round}-{i}"))];
                await WriteAsync(store, batch, acknowledged, unclear);
                if (acknowledged.Count > 2000)
                {
                    enough.TrySetResult();
                }
            }
        })).ToArray();
        await enough.Task;
        await server.KillAsync();
        await Task.WhenAll(writing);
        await server.StartAsync();

        Assert.All(acknowledged, state => Assert.Equal(1, state.Payout.Version));
        foreach (var state in acknowledged)
        {
            Same.State(state, await ReadAsync(store, state.Payout.Id));
        }

        Assert.NotEmpty(unclear);
        foreach (var state in unclear)
        {
            var stored = await ReadAsync(store, state.Payout.Id);
            var outcome = (await store.WriteAsync([new PayoutWrite(state, 0, [])], CancellationToken.None))[0];
            Assert.Equal(stored is null ? WriteOutcome.Written : WriteOutcome.Conflict, outcome);
            Same.State(state, await ReadAsync(store, state.Payout.Id));
        }
    }

    private static async Task WriteAsync(PostgresPayoutStore store, PayoutState[] batch, ConcurrentBag<PayoutState> acknowledged, ConcurrentBag<PayoutState> unclear)
    {
        try
        {
            var outcomes = await store.WriteAsync([.. batch.Select(state => new PayoutWrite(state, 0, []))], CancellationToken.None);
            Assert.All(outcomes, outcome => Assert.Equal(WriteOutcome.Written, outcome));
            Array.ForEach(batch, acknowledged.Add);
        }
        catch (NpgsqlException)
        {
            Array.ForEach(batch, unclear.Add);
        }
    }

    // A pooled connection that died with the server fails once.
    private static async Task<PayoutState?> ReadAsync(PostgresPayoutStore store, string id)
    {
        for (var broken = 0; ; broken++)
        {
            try
            {
                return await store.ReadAsync(id, CancellationToken.None);
            }
            catch (NpgsqlException exception) when (exception.InnerException is IOException or SocketException && broken < 20)
            {
                continue;
            }
        }
    }
}
