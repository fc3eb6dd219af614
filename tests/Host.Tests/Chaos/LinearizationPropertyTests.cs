using Payouts.Chaos;

namespace Payouts.Host.Tests.Chaos;

/// <summary>
/// Random histories by fixed seeds: true ones pass, falsified ones and those of broken implementations do not, and the
/// search agrees with an exhaustive one.
/// </summary>
public sealed class LinearizationPropertyTests(ITestOutputHelper output)
{
    private const int Lives = 1000;
    private const int LivesInEveryOrder = 600;

    public static TheoryData<string> Falsifications => [.. Falsified.Ways.Keys];

    [Fact]
    public void Every_history_of_a_payout_that_is_one_passes()
    {
        var verdicts = Enumerable.Range(0, Lives).Select(seed => (Seed: seed, Result: Linearization.Of(RandomPayout.History(new Random(seed))))).ToList();

        Assert.All(verdicts, life => Assert.True(life.Result.IsGood, $"Seed {life.Seed}: {life.Result.Reason}"));
        Assert.Contains(verdicts, life => life.Result.Linearizable == Linearizable.ByOwnRepeat);
    }

    [Theory]
    [MemberData(nameof(Falsifications))]
    public void One_falsified_answer_is_always_caught(string way)
    {
        var tried = 0;
        for (var seed = 0; seed < Lives; seed++)
        {
            var random = new Random(seed);
            var calls = RandomPayout.History(random);
            if (Falsified.Ways[way](calls).ToList() is { Count: > 0 } lies)
            {
                var (was, lie) = lies[random.Next(lies.Count)];
                List<Call> falsified = [.. calls.Select(call => ReferenceEquals(call, was) ? lie : call)];
                Assert.True(Linearization.Of(falsified).Linearizable == Linearizable.No, $"Seed {seed}: {was} as {lie}");
                tried++;
            }
        }

        output.WriteLine($"{tried} of {Lives} lives had such an answer.");
        Assert.True(tried >= Lives / 50, $"Only {tried} of {Lives} lives had such an answer.");
    }

    [Fact]
    public void An_answer_replaced_by_any_other_is_caught_in_most_cases()
    {
        var (tried, caught) = (0, 0);
        for (var seed = 0; seed < Lives; seed++)
        {
            var random = new Random(seed);
            var calls = RandomPayout.History(random);
            var others = RandomPayout.History(random);
            var (was, other) = (calls[random.Next(calls.Count)], others[random.Next(others.Count)]);
            if (was.IsAnswered && other.IsAnswered)
            {
                // Another payout's response in its place: the id is the same, and it is often a possible one.
                var lie = other with { Kind = was.Kind, Began = was.Began, Ended = was.Ended, Body = $"{other.Body} of another life" };
                tried++;
                caught += Linearization.Of([.. calls.Select(call => ReferenceEquals(call, was) ? lie : call)]).IsGood ? 0 : 1;
            }
        }

        output.WriteLine($"{caught} of {tried} caught.");
        Assert.True(caught > tried * 8 / 10, $"{caught} of {tried} caught.");
    }

    /// <summary>Two copies of one payout that write without comparing versions.</summary>
    [Fact]
    public void Lost_updates_are_caught()
    {
        var tried = 0;
        for (var seed = 0; seed < Lives; seed++)
        {
            var random = new Random(seed);
            var calls = new List<Call> { Calls.Planned(0, 1) };
            (long Version, string Standing, string? Detail)[] copies = [(1, "pending", "scheduled"), (1, "pending", "scheduled")];
            for (var at = 2; at < 16; at += 2)
            {
                ref var copy = ref copies[random.Next(2)];
                if (random.Next(3) > 0)
                {
                    calls.Add(Calls.Read(at, at + 1, copy.Version, copy.Standing, copy.Detail));
                }
                else if (copy.Detail == "scheduled")
                {
                    copy = random.Next(2) == 0 ? (2, "cancelled", null) : (2, "pending", "submitting");
                    calls.Add(copy.Detail is null ? Calls.Cancelled(at, at + 1, 2) : Calls.Read(at, at + 1, 2, copy.Standing, copy.Detail));
                }
            }

            var shown = calls.Where(call => call.Version == 2).Select(call => call.Standing).Distinct().Count();
            if (shown == 2)
            {
                tried++;
                Assert.Equal(Linearizable.No, Linearization.Of(calls).Linearizable);
            }
        }

        Assert.True(tried > Lives / 50, $"Only {tried} of {Lives} runs lost an update that was shown.");
    }

    [Fact]
    public void The_search_agrees_with_trying_every_order()
    {
        var (yes, no) = (0, 0);
        for (var seed = 0; seed < LivesInEveryOrder; seed++)
        {
            var random = new Random(seed);
            List<Call> calls = [.. RandomPayout.History(random).Take(5)];
            if (random.Next(2) == 0 && calls.Count > 1)
            {
                var (to, from) = (random.Next(calls.Count), random.Next(calls.Count));
                calls[to] = calls[from] with { Kind = calls[to].Kind, Began = calls[to].Began, Ended = calls[to].Ended, Version = Math.Max(1, calls[from].Version + random.Next(-1, 2)) };
            }

            var expected = EveryOrder.Allows(calls, withOwnRepeats: false) ? Linearizable.Yes : EveryOrder.Allows(calls, withOwnRepeats: true) ? Linearizable.ByOwnRepeat : Linearizable.No;
            Assert.True(expected == Linearization.Of(calls).Linearizable, $"Seed {seed}: {expected} expected of {string.Join('\n', calls)}");
            _ = expected == Linearizable.No ? no++ : yes++;
        }

        output.WriteLine($"{yes} with an order, {no} without.");
        Assert.True(Math.Min(yes, no) > LivesInEveryOrder / 10, $"{yes} with an order, {no} without.");
    }
}
