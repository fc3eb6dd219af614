using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Grains.Policies;

/// <summary>Hours of the day by the clocks of a place.</summary>
internal sealed class CompiledHours
{
    private readonly TimeZoneInfo _zone;
    private readonly TimeSpan _from;
    private readonly TimeSpan _to;
    private readonly int _days;

    /// <exception cref="InvalidDataException">This machine does not know the zone.</exception>
    public CompiledHours(HoursRange hours)
    {
        _zone = Find(hours.Zone) ?? throw new InvalidDataException($"The policy names the time zone {hours.Zone}, which this machine does not know.");
        (_from, _to) = (hours.From.ToTimeSpan(), hours.To.ToTimeSpan());
        _days = hours.Days.Aggregate(0, (days, day) => days | 1 << (int)day);
    }

    /// <summary>An IANA time zone; <see langword="null"/> if there is none of this name.</summary>
    public static TimeZoneInfo? Find(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId && zone.Id == name ? zone : null;

    /// <summary>Whether they contain a time. Those that end on the next day belong to the day on which they begin.</summary>
    public bool Contain(DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, _zone).DateTime;
        var day = ((int)local.DayOfWeek + 6) % 7;
        var isFrom = local.TimeOfDay >= _from;
        var isBefore = local.TimeOfDay < _to;
        return _from < _to ? isFrom && isBefore && IsOn(day)
            : isFrom ? IsOn(day)
            : isBefore && IsOn((day + 6) % 7);
    }

    private bool IsOn(int day) => _days == 0 || (_days & 1 << day) != 0;
}
