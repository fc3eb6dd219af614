using System.Collections.Concurrent;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Scale;

/// <summary>One kind of call that is timed.</summary>
/// <param name="Name">In the report.</param>
/// <param name="Prepare">Chooses what to ask for, untimed, and answers the call itself, which throws when its answer is not as long as it must be.</param>
internal sealed record Operation(string Name, Func<Target, Func<Task>> Prepare)
{
    private const int Page = 25;
    private const int DuePage = 50;
    private const int EventPage = 100;

    /// <summary>All kinds. Writes come last, in the order of a payout's life.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        new("get by id", Get),
        Listing("list a client, first page", target => new PayoutQuery { ClientId = Population.AnyClient(target.Chance) }),
        Listing("list a client, a later page", target => After(target, payout => new PayoutQuery { ClientId = payout.Request.ClientId })),
        Listing("list by status, first page", _ => new PayoutQuery { Status = PayoutStatus.Confirmed }),
        Listing("list by status, a later page", target => After(target, _ => new PayoutQuery { Status = PayoutStatus.Confirmed })),
        Listing("list all, first page", _ => new PayoutQuery()),
        Listing("list all, a later page", target => After(target, _ => new PayoutQuery())),
        new("find by Heleket's id", FindByHeleketId),
        new("due in a shard", FindDue),
        new("read a page of events", target => async () => Expect(EventPage, (await target.Store.ReadEventsAsync(target.OldEvent, EventPage, CancellationToken.None)).Events.Length)),
        new("read after the last event", target => async () =>
        {
            var end = await target.Store.ReadEndOfEventsAsync(CancellationToken.None);
            Expect(0, (await target.Store.ReadEventsAsync(end, EventPage, CancellationToken.None)).Events.Length);
        }),
        new("find an event", FindEvent),
        new("stats of a client", target => Stats(target, Population.AnyClient(target.Chance))),
        new("stats of all", target => Stats(target, IClientGrain.AllClients)),
        new("create (conditional insert)", Create),
        new("update: sent", Send),
        new("update: confirmed", Confirm),
        new("update of any old payout", target => Write(target, target.NoteAny())),
    ];

    private static Operation Listing(string name, Func<Target, PayoutQuery> choose) => new(name, target =>
    {
        var query = choose(target) with { Limit = Page };
        return async () => Expect(Page, (await target.Store.QueryAsync(query, CancellationToken.None)).Payouts.Length);
    });

    private static PayoutQuery After(Target target, Func<Payout, PayoutQuery> query)
    {
        var payout = target.Population.At(target.Population.AnyInNewerHalf(target.Chance)).Payout;
        return query(payout) with { After = new PagePosition(payout.CreatedAt, payout.Id) };
    }

    private static Func<Task> Get(Target target)
    {
        var id = target.Population.At(target.Chance.Next(target.Population.Rows)).Payout.Id;
        return async () => Expect(1, await target.Store.ReadAsync(id, CancellationToken.None) is null ? 0 : 1);
    }

    private static Func<Task> FindByHeleketId(Target target)
    {
        var payout = target.Population.At(target.Population.AnyInNewerHalf(target.Chance)).Payout;
        var query = new PayoutQuery { HeleketTransactionId = payout.HeleketTransactionId, Limit = Page };
        return async () => Expect(1, (await target.Store.QueryAsync(query, CancellationToken.None)).Payouts.Length);
    }

    private static Func<Task> FindEvent(Target target)
    {
        var payout = target.Population.At(target.Chance.Next(target.Population.Rows)).Payout;
        return async () => Expect(1, (await target.Store.FindEventsAsync(payout.Id, payout.Version, CancellationToken.None)).Count);
    }

    private static Func<Task> FindDue(Target target)
    {
        var shard = target.Chance.Next(16);
        return async () => Expect(DuePage, (await target.Store.FindDueAsync(shard, Population.Now, DuePage, CancellationToken.None)).Count);
    }

    private static Func<Task> Stats(Target target, string client) => async () =>
    {
        var stats = await target.Store.ReadStatsAsync(client, CancellationToken.None);
        Expect(stats.Payouts, stats.Totals.Sum(total => total.Count));
    };

    private static Func<Task> Create(Target target)
    {
        var state = target.New();
        target.Made.Enqueue(state);
        return Write(target, PayoutWrite.Of(null, state));
    }

    private static Func<Task> Send(Target target)
    {
        var made = Take(target.Made);
        var sent = Population.Sent(made);
        target.Sent.Enqueue(sent);
        return Write(target, PayoutWrite.Of(made, sent));
    }

    private static Func<Task> Confirm(Target target)
    {
        var sent = Take(target.Sent);
        return Write(target, PayoutWrite.Of(sent, Population.Final(sent, PayoutStatus.Confirmed)));
    }

    private static Func<Task> Write(Target target, PayoutWrite write) => () => target.WriteAsync(write);

    private static PayoutState Take(ConcurrentQueue<PayoutState> queue) =>
        queue.TryDequeue(out var state) ? state : throw new InvalidOperationException("Nothing waits for this step.");

    private static void Expect(long expected, long found)
    {
        if (found != expected)
        {
            throw new InvalidOperationException($"An answer has {found} rows, and {expected} were expected: the two databases would not be compared alike.");
        }
    }
}
