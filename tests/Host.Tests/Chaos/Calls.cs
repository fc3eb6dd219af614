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

    /// <summary>A response without a payout.</summary>
    public static Call Refused(CallKind kind, int began, int ended, int status) =>
        new(kind, Key, 0, TimeSpan.FromSeconds(began)) { Ended = TimeSpan.FromSeconds(ended), Status = status };

    public static Call Lost(CallKind kind, int began, int ended) => Refused(kind, began, ended, 0);

    private static Call Shown(CallKind kind, int began, int ended, int status, long version, string standing, string? detail) =>
        Refused(kind, began, ended, status) with { Id = Id, Version = version, Standing = standing, Detail = detail };
}
