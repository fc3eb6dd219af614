using System.Security.Cryptography;
using Npgsql;

namespace Payouts.Harness;

/// <summary>
/// The PostgreSQL of a test run: the one that <c>PAYOUTS_TEST_POSTGRES</c> names (a connection string whose user may create schemas), or a private
/// one, started when it is first asked for. Each test has a schema of its own in it.
/// </summary>
public sealed class PostgresForTests : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> Private = new(PostgresServer.StartNewAsync);

    /// <summary>To the server.</summary>
    public static async Task<string> ServerAsync() =>
        Environment.GetEnvironmentVariable("PAYOUTS_TEST_POSTGRES") is { Length: > 0 } given ? given : (await Private.Value).ConnectionString;

    /// <summary>Makes an empty schema.</summary>
    /// <returns>A connection string that sees that schema alone.</returns>
    public static async Task<string> CreateSchemaAsync()
    {
        var schema = $"test_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var server = await ServerAsync();
        await ExecuteAsync(server, $"CREATE SCHEMA {schema}");
        return new NpgsqlConnectionStringBuilder(server) { SearchPath = schema }.ConnectionString;
    }

    /// <summary>Removes a schema that <see cref="CreateSchemaAsync"/> made, with all that is in it.</summary>
    public static Task DropSchemaAsync(string connectionString) =>
        ExecuteAsync(connectionString, $"DROP SCHEMA {new NpgsqlConnectionStringBuilder(connectionString).SearchPath} CASCADE");

    /// <summary>The single value that a statement returns.</summary>
    public static async Task<T> ScalarAsync<T>(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Runs a statement.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops the private server, if there is one.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Private.IsValueCreated)
        {
            await (await Private.Value).DisposeAsync();
        }
    }
}
