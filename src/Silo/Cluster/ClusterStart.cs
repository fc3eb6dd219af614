using Npgsql;
using Payouts.Silo.Start;

namespace Payouts.Silo.Cluster;

/// <summary>Makes the cluster's tables before Orleans looks for them, and waits for their database: this is added before Orleans.</summary>
internal sealed class ClusterStart(string connection, DatabaseWait wait) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await wait.UntilItAnswersAsync("ConnectionStrings__Cluster", token => ClusterSchema.Migrations.RunAsync(database, token), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
