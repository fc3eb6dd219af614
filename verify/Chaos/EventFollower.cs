using System.Net;
using System.Text.Json.Nodes;

namespace Payouts.Chaos;

/// <summary>One event as the follower was shown it.</summary>
internal sealed record SeenEvent(string Id, string PayoutId, long Version, string Type, string Status, string? Previous)
{
    public static SeenEvent Of(JsonNode shown) => new(
        (string)shown["id"]!,
        (string)shown["data"]!["payout_id"]!,
        (long)shown["data"]!["version"]!,
        (string)shown["type"]!,
        (string)shown["data"]!["status"]!,
        (string?)shown["data"]!["previous_status"]);
}

/// <summary>
/// Follows the feed of events from the first one on, through whichever gateway answers, while everything is killed
/// around it (docs/http-api.md, "Events").
/// </summary>
internal sealed class EventFollower(Clients clients)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly List<SeenEvent> _seen = [];
    private string? _after;

    /// <summary>In the order of the feed.</summary>
    public IReadOnlyList<SeenEvent> Seen => _seen;

    /// <summary>Follows until it is told that the last event has been made, and then to the end.</summary>
    public async Task RunAsync(CancellationToken last, CancellationToken cancellationToken)
    {
        for (var gateway = 0; ; gateway++)
        {
            var wasLast = last.IsCancellationRequested;
            var path = $"/events?limit=500&wait={(wasLast ? 0 : 2)}{(_after is null ? "" : $"&after={_after}")}";
            var (status, text) = await clients.TryGetAsync(path, gateway, cancellationToken);
            if (status == HttpStatusCode.OK)
            {
                var page = JsonNode.Parse(text)!;
                _seen.AddRange(page["data"]!.AsArray().Select(shown => SeenEvent.Of(shown!)));
                _after = Uri.EscapeDataString((string)page["next_after"]!);
                if (wasLast && !(bool)page["has_more"]!)
                {
                    return;
                }
            }
            else if (status is not (null or HttpStatusCode.ServiceUnavailable))
            {
                throw new InvalidOperationException($"{path} was answered with {status}: {text}");
            }
            else
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>What the events tell, held against what is stored.</summary>
    public static IEnumerable<string> Wrong(IReadOnlyList<SeenEvent> seen, IReadOnlyList<StoredPayout> stored)
    {
        var payouts = seen.GroupBy(shown => shown.PayoutId).ToDictionary(own => own.Key, own => own.ToList());
        var wrong = stored.Select(payout => WrongOf(payout, payouts.GetValueOrDefault(payout.Payout.Id, []))).OfType<string>();
        var unknown = payouts.Keys.Except(stored.Select(payout => payout.Payout.Id)).Select(id => $"{id}: events, and no payout");
        return wrong.Concat(unknown);
    }

    private static string? WrongOf(StoredPayout stored, List<SeenEvent> own)
    {
        var status = (string?)null;
        foreach (var shown in own)
        {
            if (shown.Previous != status)
            {
                return $"{shown.Id}: {shown.Previous} became {shown.Status}, and it was {status}";
            }

            status = shown.Status;
        }

        return own.Select(shown => shown.Id).Distinct().Count() != own.Count ? $"{stored.Payout.Id}: an event twice"
            : !own.Select(shown => shown.Version).SequenceEqual(own.Select(shown => shown.Version).Order()) ? $"{stored.Payout.Id}: events out of order"
            : own is not [{ Version: 1, Type: "payout.created" }, ..] ? $"{stored.Payout.Id}: the first event is not its creation"
            : status != stored.Payout.Status ? $"{stored.Payout.Id}: the last event says {status}, stored is {stored.Payout.Status}"
            : null;
    }
}
