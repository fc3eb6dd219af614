using System.Text.Json;
using System.Text.Json.Serialization;

namespace Payouts.Chaos;

/// <summary>Whether recorded calls can have happened one after another, key by key; one line of JSON.</summary>
internal sealed record HistoryReport
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Idempotency keys, each a payout.</summary>
    public required int Keys { get; init; }

    /// <summary>Of all keys.</summary>
    public required int Calls { get; init; }

    /// <summary>Of them, without an answer or with 503: they may have taken effect at any time, or never.</summary>
    public required int Unanswered { get; init; }

    /// <summary>Keys whose calls can be put into an order.</summary>
    public required int Linearizable { get; init; }

    /// <summary>Of them, those only if a call that was answered with 200 took effect in an earlier attempt of its own.</summary>
    public required int ByOwnRepeat { get; init; }

    /// <summary>Keys whose calls cannot.</summary>
    public required int NotLinearizable { get; init; }

    /// <summary>Keys for which the search was given up at its bound.</summary>
    public required int Undecided { get; init; }

    /// <summary>The most calls of one key.</summary>
    public required int LongestHistory { get; init; }

    /// <summary>The most states that one search looked at; its bound is <see cref="Linearization.MostStates"/>.</summary>
    public required int MostStates { get; init; }

    /// <summary>What is wrong, in words; not part of the line.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Whether an order was found for every key.</summary>
    [JsonIgnore]
    public bool IsGood => Linearizable == Keys;

    public static HistoryReport Of(IReadOnlyCollection<Call> calls)
    {
        var perKey = calls.GroupBy(call => call.Key).Select(own => own.ToList()).ToList();
        var verdicts = perKey.Select(own => Linearization.Of(own)).ToList();
        return new HistoryReport
        {
            Keys = perKey.Count,
            Calls = calls.Count,
            Unanswered = calls.Count(call => !call.IsAnswered),
            Linearizable = verdicts.Count(verdict => verdict.IsGood),
            ByOwnRepeat = verdicts.Count(verdict => verdict.Linearizable == Chaos.Linearizable.ByOwnRepeat),
            NotLinearizable = verdicts.Count(verdict => verdict.Linearizable == Chaos.Linearizable.No),
            Undecided = verdicts.Count(verdict => verdict.Linearizable == Chaos.Linearizable.Undecided),
            LongestHistory = perKey.Select(own => own.Count).DefaultIfEmpty().Max(),
            MostStates = verdicts.Select(verdict => verdict.States).DefaultIfEmpty().Max(),
            Findings = [.. verdicts.Where(verdict => !verdict.IsGood).Select(verdict => verdict.Reason!)],
        };
    }

    /// <summary>The line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
