using Payouts.Chaos;

namespace Payouts.Host.Tests.Chaos;

/// <summary>Recorded calls made by hand; times in seconds.</summary>
internal static class Calls
{
    public const string Key = "k1";
    public const string Id = "id-1";

    /// <summary>201, and on its way to Heleket.</summary>
    public static Call Made(int began, int ended) => Shown(CallKind.Create, began, ended, 201, 1, "pending", "submitting");

    /// <summary>201, and scheduled.</summary>
    public static Call Planned(int began, int ended) => Made(began, ended) with { Detail = "scheduled" };

    /// <summary>200 with the payout as <see cref="Made"/> shows it.</summary>
    public static Call Repeated(int began, int ended) => Made(began, ended) with { Status = 200 };

    public static Call Read(int began, int ended, long version, string standing, string? detail = null) =>
        Shown(CallKind.Read, began, ended, 200, version, standing, detail);

    /// <summary>200, cancelled before anything was sent.</summary>
    public static Call Cancelled(int began, int ended, long version) => Shown(CallKind.Cancel, began, ended, 200, version, "cancelled", null);

    /// <summary>201, and waiting for persons.</summary>
    public static Call Waiting(int began, int ended, int needed = 2) => Made(began, ended) with { Detail = "awaiting_approval", Needed = needed, Decisions = "" };

    /// <summary>A read of one that persons have decided on.</summary>
    public static Call Waited(int began, int ended, long version, string detail, string decisions, int needed = 2) =>
        Read(began, ended, version, "pending", detail) with { Needed = needed, Decisions = decisions };

    /// <summary>A person's approval, answered with 200: it still waits for others.</summary>
    public static Call Approved(string person, int began, int ended, long match, string decisions, string detail = "awaiting_approval", int needed = 2) =>
        Waited(began, ended, match + 1, detail, decisions, needed) with { Kind = CallKind.Approve, Person = person, Match = match };

    /// <summary>A person's rejection, answered with 200.</summary>
    public static Call Rejected(string person, int began, int ended, long match, string decisions, int needed = 2) =>
        Read(began, ended, match + 1, "cancelled") with { Kind = CallKind.Reject, Person = person, Match = match, Reason = "rejected", Needed = needed, Decisions = decisions };

    /// <summary>A person's decision that had another answer.</summary>
    public static Call Undecided(CallKind kind, string person, int began, int ended, int status, long match) =>
        Refused(kind, began, ended, status) with { Person = person, Match = match };

    /// <summary>A response without a payout.</summary>
    public static Call Refused(CallKind kind, int began, int ended, int status) =>
        new(kind, Key, 0, TimeSpan.FromSeconds(began)) { Ended = TimeSpan.FromSeconds(ended), Status = status };

    public static Call Lost(CallKind kind, int began, int ended) => Refused(kind, began, ended, 0);

    private static Call Shown(CallKind kind, int began, int ended, int status, long version, string standing, string? detail) =>
        Refused(kind, began, ended, status) with { Id = Id, Version = version, Standing = standing, Detail = detail };
}
