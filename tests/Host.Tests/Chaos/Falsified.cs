using Payouts.Chaos;

namespace Payouts.Host.Tests.Chaos;

/// <summary>
/// Ways to change one answer of a true history so that no order is left; each returns nothing if the history has no
/// such answer.
/// </summary>
internal static class Falsified
{
    public static readonly IReadOnlyDictionary<string, Func<IReadOnlyList<Call>, IEnumerable<(Call Was, Call Is)>>> Ways =
        new Dictionary<string, Func<IReadOnlyList<Call>, IEnumerable<(Call, Call)>>>
        {
            ["a second 201"] = calls =>
                from call in calls
                where call is { Kind: CallKind.Create, Status: 200 } && calls.Any(other => other.Status == 201)
                select (call, call with { Status = 201 }),
            ["a 404 after it was there"] = calls =>
                from call in calls
                where call.Kind != CallKind.Create && call.ShowsPayout && SeenBefore(calls, call).Any()
                select (call, Bare(call, 404)),
            ["a 409 after a cancel that succeeded"] = calls =>
                from call in calls
                where call is { Kind: CallKind.Cancel, Status: 200 } && SeenBefore(calls, call).Any(IsCancelled)
                select (call, Bare(call, 409)),
            ["a cancel that succeeds after it was sent"] = calls =>
                from call in calls
                let sent = SeenBefore(calls, call).LastOrDefault(seen => seen.Standing is "broadcast" or "confirmed" or "failed")
                where call is { Kind: CallKind.Cancel, Status: 409 } && sent is not null
                select (call, sent with { Kind = CallKind.Cancel, Began = call.Began, Ended = call.Ended, Status = 200, Version = 99, Standing = "cancelled", Detail = null, AtHeleket = false }),
            ["a stale read"] = calls =>
                from call in calls
                from newer in SeenBefore(calls, call)
                from older in calls
                where call.Kind == CallKind.Read && call.ShowsPayout && older.ShowsPayout && older.Version < newer.Version
                select (call, older with { Kind = CallKind.Read, Status = 200, Began = call.Began, Ended = call.Ended }),
            ["another end"] = calls =>
                from call in calls
                where call is { Kind: CallKind.Read, IsFinal: true } && SeenBefore(calls, call).Any(seen => seen.IsFinal)
                select (call, call with { Version = 99, Standing = call.Standing == "confirmed" ? "failed" : "confirmed" }),
            ["back to pending"] = calls =>
                from call in calls
                where call is { Kind: CallKind.Read, Status: 200 } && SeenBefore(calls, call).Any(seen => seen.Standing != "pending")
                select (call, call with { Version = 99, Standing = "pending", Detail = "queued" }),
            ["another content of the same version"] = calls =>
                from call in calls
                where call.ShowsPayout && calls.Any(other => other != call && other.ShowsPayout && other.Version == call.Version)
                select (call, call with { Body = "another" }),
            ["another id"] = calls =>
                from call in calls
                where call.ShowsPayout && calls.Any(other => other != call && other.ShowsPayout)
                select (call, call with { Id = "another" }),
            ["let go with an approval too few"] = calls =>
                from call in calls
                where call is { Kind: CallKind.Read, Detail: "awaiting_approval" }
                select (call, call with { Version = 99, Detail = "queued" }),
            ["a 409 to who has decided"] = calls =>
                from call in calls
                where call is { IsDecision: true, Status: 200 } && SeenBefore(calls, call).Any(other => other.Kind == call.Kind && other.Person == call.Person)
                select (call, Bare(call, 409)),
            ["a 412 though it is decided"] = calls =>
                from call in calls
                where call is { IsDecision: true, Status: 409 } && SeenBefore(calls, call).Any(other => other.Detail != "awaiting_approval")
                select (call, Bare(call, 412)),
            ["an approval of a version that never was"] = calls =>
                from call in calls
                where call is { IsDecision: true, Status: 200 } && calls.All(other => other == call || other.Kind != call.Kind || other.Person != call.Person)
                select (call, call with { Match = 99 }),
            ["an approval that nobody gave"] = calls =>
                from call in calls
                where call is { Kind: CallKind.Read, Detail: "awaiting_approval", Decisions: "", Needed: 2 }
                select (call, call with { Version = 99, Decisions = "+p9@1" }),
            ["rejected though nobody did"] = calls =>
                from call in calls
                where call is { Kind: CallKind.Read, Status: 200 } && calls.All(other => other.Kind != CallKind.Reject || other.Status is 404 or 409 or 412)
                select (call, call with { Version = 99, Standing = "cancelled", Detail = null, Reason = "rejected", AtHeleket = false }),
            ["cancelled though nobody asked"] = calls =>
                from call in calls
                where call is { Kind: CallKind.Read, Status: 200 } && calls.All(other => other.Kind != CallKind.Cancel || other.Status is 404 or 409)
                select (call, call with { Version = 99, Standing = "cancelled", Detail = null, Reason = null, AtHeleket = false }),
        };

    private static bool IsCancelled(Call call) => call is { Standing: "cancelled", AtHeleket: false };

    private static IEnumerable<Call> SeenBefore(IReadOnlyList<Call> calls, Call call) => calls.Where(other => other.ShowsPayout && other.Ended < call.Began);

    private static Call Bare(Call call, int status) =>
        new(call.Kind, call.Key, call.Gateway, call.Began) { Ended = call.Ended, Status = status, Person = call.Person, Match = call.Match };
}
