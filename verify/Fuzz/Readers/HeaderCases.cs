using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;
using Payouts.Fuzz.Mutation;
using Payouts.Gateway.Http;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Fuzz.Readers;

/// <summary>Cursors, idempotency keys and entity tags.</summary>
internal static class HeaderCases
{
    private const string KeyLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:~-";

    private static readonly PageCursor Cursors = new(new("payouts", Encoding.UTF8.GetBytes("a secret")));
    private static readonly PageCursor[] Strangers = [new(new("payouts", Encoding.UTF8.GetBytes("another secret"))), new(new("another cluster", Encoding.UTF8.GetBytes("a secret")))];

    /// <summary>A cursor that is not exactly one of ours is refused.</summary>
    public static CaseResult Cursor(Chance chance)
    {
        var position = new PagePosition(DateTimeOffset.FromUnixTimeMilliseconds(chance.Below(int.MaxValue) * 1000L), Convert.ToHexStringLower(chance.Bytes(16)));
        var genuine = Cursors.Write(position);
        var sent = chance.Below(20) switch
        {
            0 => genuine,
            1 => chance.OneOf(Strangers).Write(position),
            2 => Convert.ToBase64String(chance.Bytes(chance.Below(60))).Replace('+', '-').Replace('/', '_').TrimEnd('='),
            3 => Spelt(genuine, chance),
            < 6 => genuine[..20] + Cursors.Write(new(position.At.AddMilliseconds(1), position.Id))[20..],
            _ => Mutate.Text(genuine, chance),
        };
        var read = Cursors.Read(sent);
        var broken = read is null
            ? sent == genuine ? "our own cursor was refused" : null
            : sent != genuine ? "an altered cursor was taken" : read != position ? "read as another place" : null;
        return new CaseResult(read is null ? "refused" : "taken", sent != genuine, broken, sent);
    }

    public static CaseResult IdempotencyKey(Chance chance)
    {
        var valid = chance.Letters(KeyLetters, chance.Between(1, 128));
        valid = chance.Percent(30) ? $"\"{valid}\"" : valid;
        var isControl = chance.Percent(10);
        var sent = isControl ? new StringValues(valid) : Sent(Mutate.Text(valid, chance), chance);
        var taken = global::Payouts.Gateway.Payouts.IdempotencyKey.TryRead(sent, out var key);
        var expected = ExpectedKey(sent);
        var broken = taken != (expected is not null || sent.Count == 0) ? "the contract says otherwise" : key != expected ? $"read as {key}" : null;
        return new CaseResult(taken ? "taken" : "refused", !isControl, broken, sent);
    }

    /// <summary>The key by the contract's words, or <see langword="null"/>.</summary>
    public static string? ExpectedKey(StringValues sent)
    {
        var text = sent.Count == 1 ? sent[0]! : "";
        text = text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
        return text.Length is >= 1 and <= 128 && text.All(KeyLetters.Contains) ? text : null;
    }

    /// <summary>A version counts only if a strong tag names it as we write it.</summary>
    public static CaseResult EntityTag(Chance chance)
    {
        var version = chance.Percent(80) ? chance.Below(20) : chance.Below(int.MaxValue);
        var valid = EntityTags.Of(version);
        var isControl = chance.Percent(5);
        var sent = isControl ? new StringValues(valid) : Sent(Mutate.Text(chance.OneOf([valid, $"W/{valid}", $"{valid}, \"7\"", "*"]), chance), chance);
        var taken = EntityTags.TryReadIfMatch(sent, out var match);
        var broken = isControl && (!taken || match.Any || !match.Versions.SequenceEqual([version])) ? "our own tag was not taken"
            : taken && !match.Any && match.Versions.Any(named => !IsStrong(sent, named)) ? "a version counts that no strong tag names"
            : taken && match.Any && sent.Count > 0 && !sent.ToString().Contains('*', StringComparison.Ordinal) ? "any version counts, and no * was sent"
            : EntityTags.IsNamedBy(sent, version) && !sent.ToString().Contains(valid, StringComparison.Ordinal) && !sent.ToString().Contains('*', StringComparison.Ordinal) ? "a version is named that is not there"
            : null;
        return new CaseResult(taken ? "taken" : "refused", !isControl, broken, sent);
    }

    private static bool IsStrong(StringValues sent, long version)
    {
        var tag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";
        var text = sent.ToString();
        return Enumerable.Range(0, text.Length).Any(at => string.CompareOrdinal(text, at, tag, 0, tag.Length) == 0 && (at < 2 || text[(at - 2)..at] != "W/"));
    }

    private static StringValues Sent(string text, Chance chance) => chance.Below(30) switch
    {
        0 => StringValues.Empty,
        1 => new([text, "b"]),
        2 => new(["", text]),
        _ => new(text),
    };

    // The last letter of unpadded base64 has bits that no byte holds, and padding says nothing.
    private static string Spelt(string cursor, Chance chance) => chance.Below(4) switch
    {
        0 => cursor + "=",
        1 => cursor + " ",
        2 => cursor.Replace('-', '+').Replace('_', '/'),
        _ => cursor[..^1] + (char)(cursor[^1] + 1),
    };
}
