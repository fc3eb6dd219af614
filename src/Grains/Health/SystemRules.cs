using System.Collections.Immutable;
using Orleans.Runtime;
using Payouts.Grains.Interfaces.Health;

namespace Payouts.Grains.Health;

/// <summary>Makes one picture of what silos, sweepers and the store said. Pure.</summary>
public static class SystemRules
{
    /// <summary>For how long a silo that is gone is shown.</summary>
    public static readonly TimeSpan ShownDead = TimeSpan.FromHours(1);

    /// <summary>The silos by address. Of those that are gone, the ones that lived within <see cref="ShownDead"/>.</summary>
    /// <param name="members">What the cluster's table says.</param>
    /// <param name="facts">What silos answered.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<SiloReport> Silos(
        IEnumerable<SiloMember> members, IReadOnlyDictionary<SiloAddress, SiloFacts?> facts, DateTimeOffset now) =>
    [
        .. members
            .Where(member => member.State != SiloState.Dead || member.AliveAt is not { } alive || now - alive <= ShownDead)
            .OrderBy(member => member.Address.ToParsableString(), StringComparer.Ordinal)
            .Select(member => new SiloReport(member.Address.ToParsableString(), member.State, member.Since, facts.GetValueOrDefault(member.Address)?.Version)),
    ];

    /// <summary>A member's state in our words.</summary>
    public static SiloState StateOf(SiloStatus status) => status switch
    {
        SiloStatus.Active => SiloState.Active,
        SiloStatus.ShuttingDown or SiloStatus.Stopping => SiloState.Leaving,
        SiloStatus.Dead => SiloState.Dead,
        _ => SiloState.Joining,
    };

    /// <summary>
    /// How Heleket looks to the silo that has the most trouble: the worst circuit, the oldest last answer, none if some
    /// silo had none, and the longest pause.
    /// </summary>
    /// <param name="reports">At least one.</param>
    public static HeleketReport Worst(IReadOnlyCollection<HeleketReport> reports) => new(
        reports.Max(report => report.Circuit), Oldest(reports.Select(report => report.LastAnswerAt)), reports.Max(report => report.BlockedUntil));

    /// <summary>The oldest of some times, and none if one is missing.</summary>
    public static DateTimeOffset? Oldest(IEnumerable<DateTimeOffset?> times)
    {
        DateTimeOffset?[] all = [.. times];
        return Array.Exists(all, time => time is null) ? null : all.Min();
    }

    /// <summary>The longest of some ages in whole seconds, and none if one is missing.</summary>
    /// <param name="ages">At least one.</param>
    public static long? OldestSeconds(IEnumerable<TimeSpan?> ages)
    {
        TimeSpan?[] all = [.. ages];
        return Array.Exists(all, age => age is null) ? null : (long?)all.Max()?.TotalSeconds;
    }

    /// <summary>Whole seconds from a time to now; 0 if it is yet to come.</summary>
    public static long SecondsSince(DateTimeOffset time, DateTimeOffset now) => now <= time ? 0 : (long)(now - time).TotalSeconds;
}

/// <summary>A member of the cluster, as its table has it.</summary>
/// <param name="Address">Its address.</param>
/// <param name="State">Where its life stands.</param>
/// <param name="Since">When it started, if the table could be read.</param>
/// <param name="AliveAt">When it last said that it lives, if the table could be read.</param>
public sealed record SiloMember(SiloAddress Address, SiloState State, DateTimeOffset? Since, DateTimeOffset? AliveAt);
