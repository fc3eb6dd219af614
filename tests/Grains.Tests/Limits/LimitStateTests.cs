using System.Collections.Immutable;
using Payouts.Grains.Documents;
using Payouts.Grains.Limits;
using Payouts.Storage.Documents;

namespace Payouts.Grains.Tests.Limits;

/// <summary>The document of a limit.</summary>
public sealed class LimitStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 7, 3, 123, TimeSpan.Zero);
    private static readonly DocumentSerializer Serializer = new();

    [Fact]
    public void It_is_readable_and_read_as_it_was()
    {
        var state = new LimitState(
            Now,
            Now,
            [new(Now, 2, 27.5m)],
            ImmutableDictionary<string, TentativeHold>.Empty.Add("00000000000000a1", new("p1", 25.50m, Now, Now, IsOver: true)),
            ImmutableDictionary<string, ReleasedHold>.Empty.Add("00000000000000a2", new("p2", Now, IsSwept: true, IsGone: true)));

        var json = Serializer.Serialize(state);

        Assert.Equal(
            """
            {"format":1,"counting_since":"2026-11-23T10:07:03.123+00:00","last_at":"2026-11-23T10:07:03.123+00:00",
            "buckets":[{"start":"2026-11-23T10:07:03.123+00:00","count":2,"sum":{"units":2750000000}}],
            "tentative":{"00000000000000a1":{"payout":"p1","amount":"25.50","bucket":"2026-11-23T10:07:03.123+00:00","at":"2026-11-23T10:07:03.123+00:00","is_over":true}},
            "released":{"00000000000000a2":{"payout":"p2","at":"2026-11-23T10:07:03.123+00:00","is_swept":true,"is_gone":true}}}
            """.ReplaceLineEndings(""),
            json.ToString().Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.Equivalent(state, Serializer.Deserialize<LimitState>(json), strict: true);
    }

    /// <summary>A grace of a day makes many buckets of a short window.</summary>
    [Fact]
    public void The_largest_fits_into_a_document()
    {
        var most = new TentativeHold(new string('f', 32), -decimal.MaxValue / 100_000_000, Now, Now, IsOver: true);
        var state = new LimitState(
            Now,
            Now,
            [.. Enumerable.Repeat(new LimitBucket(Now, long.MaxValue, new(Int128.MinValue)), 60 + (12 * 60) + 2)],
            Enumerable.Range(0, LimitState.MostTokens).ToImmutableDictionary(number => $"{number:x16}", _ => most),
            ImmutableDictionary<string, ReleasedHold>.Empty);

        Assert.InRange(Serializer.Serialize(state).ToMemory().Length, 1, DocumentAttribute.Of(typeof(LimitState)).MostBytes);
    }
}
