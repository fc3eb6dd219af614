using System.Globalization;

namespace Payouts.Gateway.Http;

/// <summary>Times on the wire: RFC 3339, UTC, milliseconds (the precision that every store keeps).</summary>
internal static class Times
{
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// Strict RFC 3339: date, <c>T</c>, time, any number of fractional digits, and <c>Z</c> or an offset. Digits beyond
    /// the seventh (100 ns) are dropped. Leap seconds are rejected: no clock here has them.
    /// </summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length < 20 || text[10] is not ('T' or 't'))
        {
            return false;
        }

        var end = 19;
        while (end < text.Length && (text[end] == '.' && end == 19 || char.IsAsciiDigit(text[end])))
        {
            end++;
        }

        if (end == 20 || end > 19 && text[19] != '.' || !TryParseOffset(text.AsSpan(end), out var offset)
            || !DateTime.TryParseExact(text.AsSpan(0, 19).ToString().ToUpperInvariant(), "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        var fraction = end > 19 ? text[20..Math.Min(end, 27)].PadRight(7, '0') : "0";
        var ticks = local.Ticks + long.Parse(fraction, NumberStyles.None, CultureInfo.InvariantCulture) - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryParseOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':' || TwoDigits(text[1..3]) is not { } hours || hours > 23 || TwoDigits(text[4..]) is not { } minutes || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    // .NET's own number parser ignores trailing NUL characters (U+0000).
    private static int? TwoDigits(ReadOnlySpan<char> text) =>
        char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) ? (text[0] - '0') * 10 + text[1] - '0' : null;
}
