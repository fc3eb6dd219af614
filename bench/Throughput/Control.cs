using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Payouts.Throughput;

/// <summary>
/// What the service is compared with, in a process of its own: an endpoint that reads a payout request and answers 201, and the same with one
/// INSERT before it answers. No checks, no life, no Heleket.
/// </summary>
internal static class Control
{
    /// <summary>The environment variable that makes this executable a control: a connection string, or <see cref="NoStorage"/>.</summary>
    public const string Setting = "THROUGHPUT_CONTROL";

    /// <summary>Answers without storing anything.</summary>
    public const string NoStorage = "none";

    private const string Table = "CREATE TABLE IF NOT EXISTS bare (idempotency_key text PRIMARY KEY, body jsonb NOT NULL)";
    private const string Insert = "INSERT INTO bare (idempotency_key, body) VALUES ($1, $2)";

    /// <summary>Serves until it is stopped.</summary>
    /// <param name="storage">The setting's value.</param>
    public static async Task RunAsync(string storage)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/health/ready", () => TypedResults.Ok());
        if (storage == NoStorage)
        {
            app.MapPost("/payouts", static request => AnswerAsync(request, _ => Task.CompletedTask));
            await app.RunAsync();
            return;
        }

        await using var database = await OpenAsync(storage);
        app.MapPost("/payouts", request => AnswerAsync(request, body => StoreAsync(database, request.Request.Headers["Idempotency-Key"].ToString(), body)));
        await app.RunAsync();
    }

    private static async Task<NpgsqlDataSource> OpenAsync(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 16, AutoPrepareMinUsages = 2, GssEncryptionMode = GssEncryptionMode.Disable };
        var database = NpgsqlDataSource.Create(settings);
        await using var create = database.CreateCommand(Table);
        await create.ExecuteNonQueryAsync();
        return database;
    }

    private static async Task StoreAsync(NpgsqlDataSource database, string key, JsonElement body)
    {
        await using var command = database.CreateCommand(Insert);
        command.Parameters.Add(new NpgsqlParameter { Value = key });
        command.Parameters.Add(new NpgsqlParameter { Value = body.GetRawText(), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync();
    }

    private static async Task AnswerAsync(HttpContext context, Func<JsonElement, Task> store)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        await store(body.RootElement);
        var answer = JsonSerializer.SerializeToUtf8Bytes(body.RootElement);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer, context.RequestAborted);
    }
}
