using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Limits;

namespace Payouts.Grains.Tests.Limits;

/// <summary>
/// Who acts in the model. Between any two steps anything else may run, and time passes: each tells by when its next step
/// comes, or it never comes.
/// </summary>
internal static class LimitActors
{
    private static readonly DateTimeOffset AnyTime = DateTimeOffset.MaxValue;

    /// <summary>A create, or its repeat.</summary>
    public static IEnumerable<DateTimeOffset> Create(LimitModel model, string id, decimal amount)
    {
        var begun = model.Now;
        yield return AnyTime;
        if (Reserve(model, id, amount) is not { } hold)
        {
            yield break;
        }

        foreach (var step in Admit(model, id, version: 0, [hold], hold, begun, model.Now))
        {
            yield return step;
        }
    }

    /// <summary>Before a payout is sent again that was refused for now: it counts where it leaves.</summary>
    public static IEnumerable<DateTimeOffset> Gate(LimitModel model, string id)
    {
        var (row, readAt) = (model.Rows[id], model.Now);
        yield return AnyTime;
        if (row.Holds is [var kept] && kept.Bucket >= model.Window.BucketAt(model.Now))
        {
            foreach (var step in Admit(model, id, row.Version, row.Holds, taken: null, model.Now, row.ReservedAt!.Value))
            {
                yield return step;
            }

            yield break;
        }

        foreach (var step in Release(model, id, row.Holds, readAt))
        {
            yield return step;
        }

        var begun = model.Now;
        yield return AnyTime;
        if (Reserve(model, id, amount: 1 + (row.Version % 2)) is not { } hold)
        {
            yield return AnyTime;
            if (model.Happens(0.5))
            {
                model.Put(id, row.Version, row with { Holds = [] });
            }

            yield break;
        }

        foreach (var step in Admit(model, id, row.Version, [hold], hold, begun, model.Now).Concat(Forget(model, row.Holds)))
        {
            yield return step;
        }
    }

    /// <summary>What a payout does that will never leave: it gives back, then drops the holds.</summary>
    public static IEnumerable<DateTimeOffset> Settle(LimitModel model, string id)
    {
        var (row, readAt) = (model.Rows[id], model.Now);
        yield return AnyTime;
        foreach (var step in Release(model, id, row.Holds, readAt))
        {
            yield return step;
        }

        yield return AnyTime;
        if (model.Put(id, row.Version, row with { Holds = [] }))
        {
            foreach (var step in Forget(model, row.Holds))
            {
                yield return step;
            }
        }
    }

    /// <summary>News of a payout: it was refused for now, or for good.</summary>
    public static IEnumerable<DateTimeOffset> Become(LimitModel model, string id, Stage stage)
    {
        var row = model.Rows[id];
        yield return AnyTime;
        model.Put(id, row.Version, row with { Stage = stage, SentAt = null });
    }

    /// <summary>A sweep by one activation, whose findings may reach another one.</summary>
    public static IEnumerable<DateTimeOffset> Sweep(LimitModel model)
    {
        var state = model.Remembered();
        var findings = new List<LimitFinding>();
        foreach (var token in LimitSweep.Due(state, model.Now))
        {
            var row = model.Rows.GetValueOrDefault(token.Payout);
            findings.Add(new(token, row?.Holds.FirstOrDefault(hold => hold.Token == token.Token)));
            yield return AnyTime;
        }

        model.Ask(now => Drafts.Apply(model, now, state, findings));
    }

    /// <summary>From the hold to the row, the bytes and the confirmation.</summary>
    /// <param name="model">The model.</param>
    /// <param name="id">The payout.</param>
    /// <param name="version">The row's version that was read.</param>
    /// <param name="holds">The row's next holds.</param>
    /// <param name="taken">The one that was taken for it.</param>
    /// <param name="begun">When that began.</param>
    /// <param name="reservedAt">When it was counted.</param>
    private static IEnumerable<DateTimeOffset> Admit(
        LimitModel model, string id, int version, ImmutableArray<LimitHold> holds, LimitHold? taken, DateTimeOffset begun, DateTimeOffset reservedAt)
    {
        yield return AnyTime;
        if (!model.IsUsable(begun))
        {
            yield break;
        }

        var writing = model.Now;
        yield return model.IsStored();
        if (!model.Put(id, version, new Row(version, Stage.Live, holds, reservedAt)))
        {
            if (taken is not null && !model.Happens(0.05))
            {
                yield return model.Arrives();
                model.Ask(state => LimitRules.Forget(state, taken.Token, model.Now));
            }

            yield break;
        }

        yield return AnyTime;
        if (model.Now - writing <= LimitModel.HalfGrace && model.Rows[id] is var row && row.Version == version + 1)
        {
            model.Rows[id] = row with { SentAt = model.Now };
        }

        yield return AnyTime;
        if (taken is not null)
        {
            model.Confirm(taken.Token);
        }
    }

    private static LimitHold? Reserve(LimitModel model, string id, decimal amount)
    {
        var command = new ReserveLimit(model.NewToken(), id, amount, model.Cap);
        return model.Ask(state => LimitRules.Reserve(state, model.Window, command, model.Now)).Hold;
    }

    /// <summary>Ends the actor where it may not send any more, or the limit takes nothing.</summary>
    private static IEnumerable<DateTimeOffset> Release(LimitModel model, string id, ImmutableArray<LimitHold> holds, DateTimeOffset seenAt)
    {
        foreach (var hold in holds)
        {
            yield return AnyTime;
            if (!model.IsUsable(seenAt))
            {
                throw new LostException();
            }

            yield return model.Arrives();
            if (!model.Ask(state => LimitRules.Release(state, model.Window, new(hold.Token, id, hold.Bucket, hold.Amount), model.Now)))
            {
                throw new LostException();
            }
        }
    }

    private static IEnumerable<DateTimeOffset> Forget(LimitModel model, ImmutableArray<LimitHold> holds)
    {
        foreach (var hold in holds.Where(_ => model.Draft == Draft.ForgetsAtOnce))
        {
            yield return AnyTime;
            model.Ask(state => new LimitDecision<bool>(state.Released.ContainsKey(hold.Token) ? state with { Released = state.Released.Remove(hold.Token) } : state, true));
        }
    }
}
