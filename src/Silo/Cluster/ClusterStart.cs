using System.Data.Common;
using Npgsql;
using Payouts.Hosting;
using Payouts.Silo.Start;

namespace Payouts.Silo.Cluster;

/// <summary>
/// Creates the cluster's tables before Orleans looks for them, and waits for their database: registered before Orleans.
/// A database that cannot be used stops the host with a sentence that names the setting.
/// </summary>
internal sealed class ClusterStart(string connection, DatabaseWait wait) : IHostedService
{
    private const string Setting = "ConnectionStrings__Cluster";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        try
        {
            await wait.UntilItAnswersAsync(Setting, token => ClusterSchema.Migrations.RunAsync(database, token), cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidOperationException or DbException)
        {
            var sentence = exception.Message.Contains(Setting, StringComparison.Ordinal) ? exception.Message : $"{Setting} cannot be used: {exception.Message}";
            throw BadSetting.Exception(Setting, sentence);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
