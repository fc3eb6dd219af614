using System.Globalization;
using System.Text.RegularExpressions;
using Payouts.Fuzz.Mutation;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces;

namespace Payouts.Fuzz.Readers;

/// <summary>Times against a calendar counted by hand.</summary>
internal static partial class TimeCases
{
    private const long TicksPerSecond = 10_000_000;
    private const long SecondsPerDay = 86_400;
    private const long TicksPerMillisecond = 10_000;

    // The first instant that a DateTime cannot hold: 10000-01-01.
    private static readonly long End = DaysTo(10_000, 1, 1) * SecondsPerDay * TicksPerSecond;

    public static CaseResult Run(Chance chance)
    {
        var valid = Draw(chance);
        var isControl = chance.Percent(10);
        var text = isControl ? valid : Mutate.Text(chance.Percent(70) ? valid : Mutate.Text(valid, chance), chance);
        var taken = Times.TryParse(text, out var time);
        var expected = Expected(text);
        var broken = (taken, expected) switch
        {
            (true, null) => "taken, and it is no time",
            (false, not null) => "refused, and it is a time",
            (true, { } ticks) when time.UtcTicks != ticks || time.Offset != TimeSpan.Zero => $"read as {time:O}",
            (true, { } ticks) when Times.TryParse(Times.Format(time), out var again) is var back && (!back || again.UtcTicks != ticks - ticks % TicksPerMillisecond || WholeMilliseconds.Floor(time) != again) =>
                $"comes back as {again:O}",
            (true, _) when WholeMilliseconds.Ceiling(time) is var up && (up < WholeMilliseconds.Floor(time) || up.UtcTicks % TicksPerMillisecond != 0) => $"rounded up to {up:O}",
            _ => null,
        };
        return new CaseResult(taken ? "taken" : "refused", !isControl, broken, text);
    }

    /// <summary>Ticks since 0001-01-01 in UTC by RFC 3339, cut to 100 ns; <see langword="null"/> when it is no such time, or none that .NET can hold.</summary>
    public static long? Expected(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
        {
            return null;
        }

        int Part(string name) => int.Parse(match.Groups[name].Value, NumberStyles.None, CultureInfo.InvariantCulture);
        var (year, month, day) = (Part("year"), Part("month"), Part("day"));
        var (hour, minute, second) = (Part("hour"), Part("minute"), Part("second"));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DaysIn(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return null;
        }

        var offset = 0;
        if (match.Groups["sign"].Success)
        {
            var (hours, minutes) = (Part("offsetHours"), Part("offsetMinutes"));
            if (hours > 23 || minutes > 59)
            {
                return null;
            }

            offset = (match.Groups["sign"].Value == "-" ? -1 : 1) * (hours * 60 + minutes) * 60;
        }

        var fraction = long.Parse(match.Groups["fraction"].Value.PadRight(7, '0')[..7], NumberStyles.None, CultureInfo.InvariantCulture);
        var ticks = (DaysTo(year, month, day) * SecondsPerDay + hour * 3600 + minute * 60 + second - offset) * TicksPerSecond + fraction;
        return ticks >= 0 && ticks < End ? ticks : null;
    }

    public static string Draw(Chance chance)
    {
        var year = chance.Percent(80) ? chance.Between(2020, 2030) : chance.Between(1, 9999);
        var month = chance.Between(1, 12);
        var date = $"{year:0000}-{month:00}-{chance.Between(1, DaysIn(year, month)):00}";
        var fraction = chance.Percent(50) ? "." + chance.Letters("0123456789", chance.Between(1, 12)) : "";
        var offset = chance.Percent(50) || year is 1 or 9999 ? "Z" : $"{chance.OneOf(["+", "-"])}{chance.Between(0, 23):00}:{chance.Between(0, 59):00}";
        return string.Create(CultureInfo.InvariantCulture, $"{date}T{chance.Between(0, 23):00}:{chance.Between(0, 59):00}:{chance.Between(0, 59):00}{fraction}{offset}");
    }

    private static int DaysIn(int year, int month) => month switch
    {
        2 => IsLeap(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static long DaysTo(int year, int month, int day)
    {
        var past = year - 1;
        var days = past * 365L + past / 4 - past / 100 + past / 400 + day - 1;
        for (var before = 1; before < month; before++)
        {
            days += DaysIn(year, before);
        }

        return days;
    }

    private static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    [GeneratedRegex(@"\A(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})[Tt](?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]+))?(?:[Zz]|(?<sign>[+-])(?<offsetHours>[0-9]{2}):(?<offsetMinutes>[0-9]{2}))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
