using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Payouts.Harness;

namespace Payouts.Clients.Tests;

/// <summary>
/// The service as a later version may answer: every enum value is one that no client knows yet, and every object has an
/// extra member.
/// </summary>
internal sealed class Tomorrow : IAsyncDisposable
{
    /// <summary>The unknown value.</summary>
    public const string NewWord = "brand_new";

    private static readonly string[] Words = ["status", "reason", "origin", "fee_payer", "source", "code"];

    private readonly WebApplication _app;
    private readonly HttpClient _today;

    private Tomorrow(WebApplication app, HttpClient today, Uri address) => (_app, _today, Address) = (app, today, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it.</summary>
    /// <param name="today">The service that really answers.</param>
    public static async Task<Tomorrow> StartAsync(Uri today)
    {
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = new Tomorrow(builder.Build(), new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = today }, address);
        server._app.Urls.Add(address.ToString());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _today.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, context.Request.Path + context.Request.QueryString);
        request.Headers.TryAddWithoutValidation("Authorization", (string?)context.Request.Headers.Authorization);
        using var answer = await _today.SendAsync(request);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Renew(body);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType!.ToString();
        await context.Response.WriteAsync(body.ToJsonString(), Encoding.UTF8);
    }

    private static void Renew(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            list.ToList().ForEach(Renew);
        }

        if (node is not JsonObject members)
        {
            return;
        }

        foreach (var (name, value) in members.Where(member => member.Key != "metadata").ToList())
        {
            if (Words.Contains(name) && value is JsonValue text && text.TryGetValue<string>(out _))
            {
                members[name] = NewWord;
            }

            Renew(value);
        }

        members[NewWord] = new JsonObject { ["nested"] = 1 };
    }
}
