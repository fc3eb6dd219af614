using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Limits;

namespace Payouts.Grains.Tests.Limits;

/// <summary>A way to break the protocol, which the model must notice.</summary>
internal enum Draft
{
    /// <summary>As it is.</summary>
    Real,

    /// <summary>The payout's last step tells the limit to forget the token. The first draft.</summary>
    ForgetsAtOnce,

    /// <summary>A sweep gives back what was tentative at its look, whatever is so at its write. The second draft.</summary>
    SweepsUnchecked,

    /// <summary>Not broken, but rows may be stored so late that the sweep had given their holds back.</summary>
    StoresLate,
}

/// <summary>
/// One limit, the rows of payouts, and a clock that moves between any two steps. Two activations of the limit have
/// memories of their own; answers get lost; whoever acts may die at any step.
/// </summary>
internal sealed class LimitModel(int seed, Draft draft)
{
    public static readonly TimeSpan HalfGrace = TimeSpan.FromSeconds(30);

    // Calls and writes arrive within this, or never.
    private static readonly TimeSpan MostUnderWay = TimeSpan.FromMinutes(9);

    private readonly (int Version, LimitState State)?[] _memories = new (int, LimitState)?[2];
    private readonly HashSet<string>[] _confirmed = [[], []];
    private (int Version, LimitState State) _stored = (0, LimitState.StartingAt(Start));
    private int _tokens;

    private static DateTimeOffset Start { get; } = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public Random Chance { get; } = new(seed);

    public Draft Draft => draft;

    public LimitWindow Window { get; } = new("l/01:00:00", TimeSpan.FromHours(1), LimitHold.UsableFor + HalfGrace);

    public LimitCap Cap { get; } = seed % 3 == 0 ? new(MaxCount: 1 + (seed % 4)) : new(MaxAmount: 3 + (seed % 4));

    public DateTimeOffset Now { get; private set; } = Start;

    public Dictionary<string, Row> Rows { get; } = new(StringComparer.Ordinal);

    public LimitState Stored => _stored.State;

    /// <summary>Whether nothing fails any more, and one activation is left.</summary>
    public bool IsQuiet { get; private set; }

    public string NewToken() => $"t{++_tokens}";

    public bool Happens(double often) => !IsQuiet && Chance.NextDouble() < often;

    public void CalmDown()
    {
        IsQuiet = true;
        _ = Ended(0);
    }

    public void Move(TimeSpan step) => Now += step;

    public bool IsUsable(DateTimeOffset since) => Now - since <= LimitHold.UsableFor;

    /// <summary>By when what is sent now arrives.</summary>
    public DateTimeOffset Arrives() => Now + MostUnderWay;

    /// <summary>By when the write of a row arrives that begins now.</summary>
    public DateTimeOffset IsStored() => draft == Draft.StoresLate ? Now + TimeSpan.FromMinutes(15) : Arrives();

    /// <summary>What one of the activations has in memory.</summary>
    public LimitState Remembered() => Recall(Activation()).State;

    public void Confirm(string token)
    {
        if (!Happens(0.1))
        {
            _confirmed[Activation()].Add(token);
        }
    }

    /// <summary>Asks one of the activations. Its write wins or conflicts; an answer may be lost.</summary>
    public T Ask<T>(Func<LimitState, LimitDecision<T>> decide)
    {
        var activation = Activation();
        var (version, state) = Recall(activation);
        var decision = decide(LimitRules.Confirm(state, _confirmed[activation]));
        if (ReferenceEquals(decision.State, state))
        {
            return decision.Answer;
        }

        var isLost = Happens(0.04);
        if (version != _stored.Version || (isLost && Happens(0.5)))
        {
            throw Ended(activation);
        }

        _stored = (version + 1, decision.State);
        (_memories[activation], _confirmed[activation]) = (_stored, []);
        return isLost ? throw Ended(activation) : decision.Answer;
    }

    /// <summary>Writes a row. Its answer may be lost.</summary>
    /// <returns>False: another writer came first.</returns>
    public bool Put(string id, int version, Row row)
    {
        if ((Rows.TryGetValue(id, out var there) ? there.Version : 0) != version)
        {
            return false;
        }

        Rows[id] = row with { Version = version + 1 };
        return Happens(0.03) ? throw new LostException() : true;
    }

    /// <summary>
    /// In any window that ends now, by reservation or by first sending, no more than the cap is live. Those that ended
    /// earlier were looked at then, and what is live in them can only become less.
    /// </summary>
    public void RequireCap()
    {
        Require(row => row.ReservedAt);
        Require(row => row.SentAt);
    }

    private void Require(Func<Row, DateTimeOffset?> time)
    {
        var live = Rows.Values.Where(row => row.Stage == Stage.Live && time(row) >= Now - Window.Length).SelectMany(row => row.Holds).ToList();
        if (draft != Draft.StoresLate && (live.Count > (Cap.MaxCount ?? int.MaxValue) || live.Sum(hold => hold.Amount) > (Cap.MaxAmount ?? decimal.MaxValue)))
        {
            throw new BrokenException($"{live.Count} live, {live.Sum(hold => hold.Amount)} in all, the cap is {Cap}");
        }
    }

    private int Activation() => Happens(0.2) ? 1 : 0;

    private (int Version, LimitState State) Recall(int activation) => _memories[activation] ??= _stored;

    private LostException Ended(int activation)
    {
        (_memories[activation], _confirmed[activation]) = (null, []);
        return new LostException();
    }
}

/// <summary>A payout's row.</summary>
internal sealed record Row(int Version, Stage Stage, ImmutableArray<LimitHold> Holds, DateTimeOffset? ReservedAt = null, DateTimeOffset? SentAt = null);

internal enum Stage
{
    /// <summary>Sent, about to be sent, or arrived.</summary>
    Live,

    /// <summary>Refused for now.</summary>
    Waiting,

    /// <summary>It will never leave.</summary>
    Failed,
}

/// <summary>A call's outcome that its caller does not learn.</summary>
internal sealed class LostException : Exception;

/// <summary>The protocol does not hold.</summary>
internal sealed class BrokenException(string message) : Exception(message);
