using Payouts.Grains.Limits;

namespace Payouts.Grains.Tests.Limits;

/// <summary>
/// The protocol of holds in random stories: creates, repeats, failures, refusals for now, gates, settlements and sweeps,
/// by a moving clock, over the real rules.
/// </summary>
public sealed class LimitModelTests
{
    private const int Stories = 4000;
    private const int Steps = 250;
    private const int MostPayouts = 24;
    private const int MostActors = 10;

    [Fact]
    public void The_cap_is_never_exceeded_and_nothing_stays_counted() =>
        Assert.All(Enumerable.Range(0, Stories), seed => Assert.Null(Broken(seed, Draft.Real)));

    [Fact]
    public void Nothing_stays_counted_and_nothing_is_forgotten_when_rows_are_stored_late() =>
        Assert.All(Enumerable.Range(0, Stories / 4), seed => Assert.Null(Broken(seed, Draft.StoresLate)));

    [Theory]
    [InlineData(nameof(Draft.ForgetsAtOnce))]
    [InlineData(nameof(Draft.SweepsUnchecked))]
    public void A_draft_that_does_not_hold_is_noticed(string draft) =>
        Assert.Contains(Enumerable.Range(0, 10 * Stories), seed => Broken(seed, Enum.Parse<Draft>(draft)) is not null);

    private static string? Broken(int seed, Draft draft)
    {
        try
        {
            var model = new LimitModel(seed, draft);
            Play(model);
            RequireNothingIsLeft(model);
            return null;
        }
        catch (BrokenException exception)
        {
            return $"seed {seed}: {exception.Message}";
        }
    }

    private static void Play(LimitModel model)
    {
        var actors = new List<(IEnumerator<DateTimeOffset> Steps, DateTimeOffset Until)>();
        for (var step = 0; step < Steps; step++)
        {
            model.Move(Pause(model.Chance));
            if (actors.Count < MostActors && model.Happens(0.4) && Any(model) is { } another)
            {
                actors.Add((another.GetEnumerator(), DateTimeOffset.MaxValue));
            }

            if (actors.Count > 0)
            {
                var turn = model.Chance.Next(actors.Count);
                var (steps, until) = actors[turn];
                if (model.Now <= until && !model.Happens(0.03) && HasNext(steps))
                {
                    actors[turn] = (steps, steps.Current);
                }
                else
                {
                    actors.RemoveAt(turn);
                }
            }

            model.RequireCap();
        }
    }

    /// <summary>Mostly seconds, at times minutes: longer than anything may be relied on.</summary>
    private static TimeSpan Pause(Random chance) => chance.Next(40) switch
    {
        0 => TimeSpan.FromSeconds(chance.Next(700)),
        < 8 => TimeSpan.FromSeconds(chance.Next(60)),
        _ => TimeSpan.FromMilliseconds(chance.Next(4000)),
    };

    private static IEnumerable<DateTimeOffset>? Any(LimitModel model)
    {
        var id = $"p{model.Chance.Next(MostPayouts)}";
        var stage = model.Rows.TryGetValue(id, out var row) ? row.Stage : (Stage?)null;
        return (model.Chance.Next(8), stage) switch
        {
            (0 or 1, _) => LimitActors.Sweep(model),
            ( >= 2 and < 6, null) => LimitActors.Create(model, id, amount: 1 + model.Chance.Next(3)),
            (2, Stage.Live) => LimitActors.Create(model, id, amount: 1 + model.Chance.Next(3)),
            (3, Stage.Live) => LimitActors.Become(model, id, Stage.Failed),
            (4 or 5, Stage.Live) => LimitActors.Become(model, id, Stage.Waiting),
            (2, Stage.Waiting) => LimitActors.Become(model, id, Stage.Failed),
            (_, Stage.Waiting) => LimitActors.Gate(model, id),
            (_, Stage.Failed) when !row!.Holds.IsEmpty => LimitActors.Settle(model, id),
            _ => null,
        };
    }

    /// <summary>25 minutes after the end only what is live counts, or waits under a hold; and nothing once that has failed.</summary>
    private static void RequireNothingIsLeft(LimitModel model)
    {
        model.CalmDown();
        Rest(model);
        Require(model.Stored.Tentative.IsEmpty, "tentative is left");
        RequireUsage(model);
        foreach (var (id, row) in model.Rows.Where(row => row.Value.Stage == Stage.Waiting).ToList())
        {
            model.Rows[id] = row with { Stage = Stage.Failed };
        }

        Rest(model);
        Require(model.Stored.Tentative.IsEmpty && model.Stored.Released.IsEmpty, "something is remembered");
        RequireUsage(model);
    }

    private static void Rest(LimitModel model)
    {
        for (var minute = 0; minute < 25; minute++)
        {
            model.Move(TimeSpan.FromMinutes(1));
            foreach (var (id, _) in model.Rows.Where(row => row.Value is { Stage: Stage.Failed, Holds.IsEmpty: false }).ToList())
            {
                RunToEnd(LimitActors.Settle(model, id));
            }

            RunToEnd(LimitActors.Sweep(model));
            model.RequireCap();
        }
    }

    private static void RequireUsage(LimitModel model)
    {
        var held = model.Rows.Values.Where(row => row.Stage != Stage.Failed).SelectMany(row => row.Holds)
            .Where(hold => !model.Window.IsGone(hold.Bucket, model.Now) && !model.Stored.Released.ContainsKey(hold.Token)).ToList();
        var usage = LimitRules.Usage(model.Stored, model.Window, model.Now);
        Require((usage.Count, usage.Amount) == (held.Count, held.Sum(hold => hold.Amount)), $"{usage.Count} count, and {held.Count} are held");
    }

    private static void RunToEnd(IEnumerable<DateTimeOffset> actor)
    {
        using var steps = actor.GetEnumerator();
        while (HasNext(steps))
        {
        }
    }

    /// <summary>A lost answer ends an actor: what it did may be done.</summary>
    private static bool HasNext(IEnumerator<DateTimeOffset> steps)
    {
        try
        {
            return steps.MoveNext();
        }
        catch (LostException)
        {
            return false;
        }
    }

    private static void Require(bool condition, string story)
    {
        if (!condition)
        {
            throw new BrokenException(story);
        }
    }
}
