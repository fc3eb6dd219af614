using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Payouts.Harness;

namespace Payouts.Chaos;

/// <summary>What a limit says of itself at rest.</summary>
/// <param name="Used">Counted now, by <c>GET /limits/{name}/usage</c>.</param>
/// <param name="Sum">Their amounts.</param>
/// <param name="Tentative">Holds of which it has no word yet, in its document.</param>
/// <param name="Released">Holds that it gave back and still remembers, in its document.</param>
internal sealed record LimitStanding(long Used, decimal Sum, int Tentative, int Released);

/// <summary>
/// Limits, held against Heleket's ledger by a second writing of their rule (docs/adr/0038): a bucket is a sixtieth of the
/// window, and counts until its end is older than window and slack.
/// </summary>
internal sealed class LimitAudit(IReadOnlyDictionary<string, Order> accepted, IReadOnlyList<LedgerPayout> ledger)
{
    private const int Buckets = 60;

    // A reservation is not older than this when its bytes leave: 30 s to the row's write, and half of Payouts__ResubmitGrace.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(33);

    /// <summary>Sums over a window, ending with each arrival at Heleket, that are above the cap.</summary>
    public IEnumerable<string> OverCap(LimitCount count)
    {
        var arrived = Counted(count);
        foreach (var last in arrived)
        {
            var sum = arrived.Where(entry => entry.CreatedAt <= last.CreatedAt && entry.CreatedAt > last.CreatedAt - ControlPlan.Window).Sum(entry => entry.Amount);
            if (sum > count.Cap)
            {
                yield return $"{count.Key}: {sum} by {last.CreatedAt:O} ({last.OrderId}), the cap is {count.Cap}";
            }
        }
    }

    /// <summary>What is used, if that cannot be: less than what lies in the window, or more than that and what there is no word of yet.</summary>
    public string? WrongUsage(LimitCount count, LimitStanding standing, DateTimeOffset now)
    {
        var certain = Counted(count).Where(entry => entry.CreatedAt > now - ControlPlan.Window).ToList();
        var possible = Counted(count).Where(entry => entry.CreatedAt > now - ControlPlan.Window - (ControlPlan.Window / Buckets) - Slack).ToList();
        var isEnough = standing.Used >= certain.Count && standing.Sum >= certain.Sum(entry => entry.Amount);
        var isNoMore = standing.Used <= possible.Count + standing.Tentative && (standing.Tentative > 0 || standing.Sum <= possible.Sum(entry => entry.Amount));
        return isEnough && isNoMore && standing.Sum <= count.Cap
            ? null
            : $"{count.Key}: {standing.Used} of {standing.Sum} are used, {standing.Tentative} tentative; "
                + $"at Heleket are {certain.Count} of {certain.Sum(entry => entry.Amount)}, the cap is {count.Cap}";
    }

    /// <summary>Asks each limit through the API, and reads its document past the service.</summary>
    public static async Task<ImmutableArray<LimitStanding>> ReadAsync(
        ImmutableArray<LimitCount> counts, Clients clients, string documents, CancellationToken cancellationToken)
    {
        var standings = ImmutableArray.CreateBuilder<LimitStanding>();
        foreach (var count in counts)
        {
            var path = $"/limits/{count.Limit}/usage?{count.Query}";
            var (status, text) = await clients.TryGetAsync(path, 0, cancellationToken);
            if (status != HttpStatusCode.OK)
            {
                throw new InvalidOperationException($"{path} was answered with {status}: {text}");
            }

            var used = JsonNode.Parse(text)!["used"]!;
            var document = await DocumentAsync(count, documents, cancellationToken);
            standings.Add(new(
                (long)used["count"]!, decimal.Parse((string)used["amount"]!, CultureInfo.InvariantCulture), Holds(document, "tentative"), Holds(document, "released")));
        }

        return standings.ToImmutable();
    }

    private static int Holds(JsonNode? document, string member) => document?[member]!.AsObject().Count ?? 0;

    private static async Task<JsonNode?> DocumentAsync(LimitCount count, string documents, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection($"{documents};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT document::text FROM documents WHERE kind = 'limit' AND key = $1", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = count.Key });
        return await command.ExecuteScalarAsync(cancellationToken) is string text ? JsonNode.Parse(text) : null;
    }

    private List<LedgerPayout> Counted(LimitCount count) =>
        [.. ledger.Where(entry => accepted.TryGetValue(entry.OrderId, out var order) && count.Clients.Contains(order.ClientId)).OrderBy(entry => entry.CreatedAt)];
}
