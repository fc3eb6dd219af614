using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Payouts.Client.Tests;

/// <summary>The examples of the package's README, line by line, so that they compile.</summary>
internal static class ReadmeExamples
{
    public static async Task PayAsync(string apiKey)
    {
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        var payouts = new PayoutsClient(http, new() { BaseAddress = new("https://payouts.example"), ApiKey = apiKey });

        var request = new PayoutRequest
        {
            ClientId = "c-1042",
            Asset = "USDT",
            Network = "TRON",
            Amount = 25.5m,
            WalletAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm",
        };

        try
        {
            var created = await payouts.CreateAsync(request, IdempotencyKeys.From("bonus", "2026-11", "7781"));
            var done = await payouts.WaitAsync(created.Value.Id);
            Console.WriteLine($"{done.Id}: {done.Status}, {done.Txid}");
        }
        catch (OutcomeUnknownException lost)
        {
            // It may exist. The same request under the same key is safe, now or after a restart; another key would pay twice.
            Console.WriteLine($"Repeat it under {lost.IdempotencyKey}, or look at {lost.PayoutId}.");
        }
        catch (ValidationFailedException invalid)
        {
            Console.WriteLine(string.Join('\n', invalid.Errors));
        }
    }

    public static void AddTo(IServiceCollection services, Uri address, string apiKey)
    {
        services.AddHttpClient("payouts").SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        services.AddSingleton(provider => new PayoutsClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient("payouts"), new() { BaseAddress = address, ApiKey = apiKey }));
    }

    public static async Task PauseAsync(PayoutsClient payouts)
    {
        var pause = await payouts.Pauses.PauseAsync("asset:USDT", "The balance looks wrong");
        Console.WriteLine($"Nothing of it leaves after {pause.EffectiveBy}.");

        var all = await payouts.Pauses.ListAsync();
        Console.WriteLine($"{all.Waiting.Count} payouts wait for {all.Data.Count} pauses.");

        await payouts.Pauses.LiftAsync(pause.Scope, pause.Version, "It was the report");
    }

    public static async Task FollowAsync(PayoutsClient payouts, DateTimeOffset since, string? stored)
    {
        await foreach (var payout in payouts.ListAsync(new() { Status = PayoutStatus.Failed, CreatedFrom = since }))
        {
            Console.WriteLine($"{payout.Id}: {payout.Reason}");
        }

        await foreach (var page in payouts.EventsAsync(after: stored).AsPages())
        {
            foreach (var happened in page.Data.Where(happened => happened.Type == EventType.Confirmed))
            {
                await HandleOnceAsync(happened.Id, happened.Data!);
            }

            stored = page.NextAfter;
        }
    }

    public static void Receive(WebApplication app, string secret, Func<string, PayoutEventData?, Task> HandleOnceAsync)
    {
        var verifier = new WebhookVerifier(secret);
        app.MapPost("/webhooks/payouts", async (HttpRequest request, TimeProvider time, CancellationToken cancellationToken) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancellationToken);
            string? Header(string name) => request.Headers[name];
            try
            {
                var happened = verifier.Verify(Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"), body.GetBuffer().AsSpan(0, (int)body.Length), time.GetUtcNow());
                await HandleOnceAsync(happened.Id, happened.Data);
                return Results.Ok();
            }
            catch (InvalidWebhookException)
            {
                return Results.BadRequest();
            }
        });
    }

    private static Task HandleOnceAsync(string id, PayoutEventData data) => Task.CompletedTask;

    /// <summary>A program's own; the tests print nothing.</summary>
    private static class Console
    {
        public static void WriteLine(string line) => _ = line;
    }
}
