using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Payouts.Chaos;

/// <summary>A pause to come.</summary>
/// <param name="Scope">As the API writes it.</param>
/// <param name="At">When somebody sets it, counted from the beginning of the load.</param>
/// <param name="Length">How long it is to hold, from when it holds everywhere.</param>
internal sealed record PlannedPause(string Scope, TimeSpan At, TimeSpan Length);

/// <summary>A time in which nothing of a scope may arrive at Heleket, on this machine's clock.</summary>
internal sealed record HeldScope(string Scope, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Whether this order may not have arrived then.</summary>
    public bool Forbids(Order order, DateTimeOffset arrived) =>
        arrived > From && arrived < To && (Scope is "all" or "asset:USDT" or "network:TRON" || Scope == $"client:{order.ClientId}");
}

/// <summary>
/// People who pause and lift while everything is killed around them (docs/controls.md, "Pauses"), and repeat what has no
/// answer. Their plan is drawn by itself: with any number of them a seed has the same orders and faults.
/// </summary>
internal sealed class Pauser(Clients clients, History history, ImmutableArray<PlannedPause> plan) : IActor
{
    /// <summary>After so long a pause holds on every silo.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    // From a create's first byte to Heleket's ledger, on a machine with more to do than it can.
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentQueue<HeldScope> _held = new();
    private long _waiting;

    public IReadOnlyCollection<HeldScope> Held => _held;

    /// <summary>How many payouts waited for the pauses, each counted when it was to be lifted.</summary>
    public long Waiting => _waiting;

    public static ImmutableArray<PlannedPause> Plan(ChaosOptions options, TimeSpan load)
    {
        var random = new Random(options.Seed + 2);
        return
        [
            .. Enumerable.Range(0, options.Pauses)
                .Select(_ => new PlannedPause(ScopeOf(random), load * 0.8 * random.NextDouble(), OnTheWay + TimeSpan.FromSeconds(2 + random.Next(6))))
                .OrderBy(pause => pause.At),
        ];
    }

    /// <summary>Sets and lifts all of them; those of one scope one after another.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(plan.GroupBy(pause => pause.Scope).Select(async own =>
    {
        foreach (var pause in own)
        {
            await HoldAsync(pause, cancellationToken);
        }
    }));

    /// <summary>Lifts what is paused all the same: a call that had no answer can be carried out after its repeat was.</summary>
    public async Task LetGoAsync(CancellationToken cancellationToken)
    {
        foreach (var pause in await ListAsync(cancellationToken))
        {
            await LiftAsync((string)pause["scope"]!, $"\"{(long)pause["version"]!}\"", cancellationToken);
        }
    }

    private static string ScopeOf(Random random) => random.Next(5) switch
    {
        0 => "all",
        1 => "asset:USDT",
        2 => "network:TRON",
        _ => string.Create(CultureInfo.InvariantCulture, $"client:chaos-{random.Next(Orders.Clients)}"),
    };

    private async Task HoldAsync(PlannedPause pause, CancellationToken cancellationToken)
    {
        if (pause.At - history.Now is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, TimeProvider.System, cancellationToken);
        }

        var (_, text) = await RepeatAsync(HttpMethod.Put, $"/pauses/{pause.Scope}", null, [HttpStatusCode.OK], cancellationToken);
        var version = (long)JsonNode.Parse(text)!["version"]!;
        var from = TimeProvider.System.GetUtcNow() + Lease + OnTheWay;
        await Task.Delay(Lease + pause.Length, TimeProvider.System, cancellationToken);
        var list = await ListAsync(cancellationToken);
        var seen = list.SingleOrDefault(seen => (string)seen["scope"]! == pause.Scope);
        Interlocked.Add(ref _waiting, (long?)seen?["waiting"]?["count"] ?? 0);
        _held.Enqueue(new HeldScope(pause.Scope, from, TimeProvider.System.GetUtcNow()));
        await LiftAsync(pause.Scope, $"\"{version}\"", cancellationToken);
    }

    /// <summary>Not the next one of this scope: that has another version.</summary>
    private async Task LiftAsync(string scope, string version, CancellationToken cancellationToken) =>
        await RepeatAsync(HttpMethod.Delete, $"/pauses/{scope}", version, [HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.PreconditionFailed], cancellationToken);

    private async Task<IReadOnlyList<JsonNode>> ListAsync(CancellationToken cancellationToken)
    {
        var (_, text) = await RepeatAsync(HttpMethod.Get, "/pauses", null, [HttpStatusCode.OK], cancellationToken);
        return [.. JsonNode.Parse(text)!["data"]!.AsArray().Select(pause => pause!)];
    }

    private async Task<(HttpStatusCode Status, string Text)> RepeatAsync(
        HttpMethod method, string path, string? version, ImmutableArray<HttpStatusCode> expected, CancellationToken cancellationToken)
    {
        for (var gateway = 0; ; gateway++)
        {
            var (status, text) = await clients.TrySendAsync(method, path, method == HttpMethod.Get ? null : """{"reason":"chaos"}""", version, gateway, cancellationToken);
            if (status is { } answered && expected.Contains(answered))
            {
                return (answered, text);
            }

            if (status is not (null or HttpStatusCode.ServiceUnavailable))
            {
                throw new InvalidOperationException($"{method} {path} was answered with {status}: {text}");
            }

            await Task.Delay(Again, TimeProvider.System, cancellationToken);
        }
    }
}
