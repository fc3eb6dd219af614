using Microsoft.Data.Sqlite;
using MongoDB.Driver;
using Npgsql;
using Payouts.Hosting;
using Payouts.Silo.Settings;
using Payouts.Storage;
using Payouts.Storage.Mongo;

namespace Payouts.Silo.Start;

/// <summary>
/// What a silo runs with, for the operator who starts it: names of places, without users and passwords.
/// </summary>
internal static class StartFacts
{
    /// <param name="settings">The silo's settings.</param>
    /// <param name="isSimulated">Whether Heleket is the simulator in this process.</param>
    public static IEnumerable<StartFact> Of(SiloSettings settings, bool isSimulated) =>
    [
        new("storage", () => Place(settings)),
        new("cluster", () => settings.Cluster.Connection is { } cluster ? Postgres(cluster) : "this silo alone"),
        new("Heleket", () => isSimulated ? "the built-in simulator" : settings.ProjectUrl.Host),
        .. settings.SecondPerson == false ? new[] { new StartFact("second person", () => "off: one person alone changes the policy") } : [],
    ];

    private static string Place(SiloSettings settings) => settings.Storage switch
    {
        StorageProvider.Postgres => Postgres(settings.PayoutsConnection),
        StorageProvider.Mongo => Mongo(new MongoUrl(settings.PayoutsConnection)),
        _ => $"SQLite, {Path.GetFullPath(new SqliteConnectionStringBuilder(settings.PayoutsConnection).DataSource)}",
    };

    private static string Postgres(string connection)
    {
        var place = new NpgsqlConnectionStringBuilder(connection);
        return $"PostgreSQL, {place.Database ?? place.Username} at {place.Host}";
    }

    private static string Mongo(MongoUrl place) =>
        $"MongoDB, {place.DatabaseName ?? MongoConnection.DefaultDatabase} at {string.Join(',', place.Servers)}";
}
