using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Payouts.Chaos;

/// <summary>What a client does.</summary>
internal enum CallKind
{
    Create,
    Cancel,
    Read,
    Approve,
    Reject,
}

/// <summary>One call as its client saw it. Times count from the beginning of the load.</summary>
internal sealed record Call(CallKind Kind, string Key, int Gateway, TimeSpan Began)
{
    public TimeSpan Ended { get; init; }

    /// <summary>The HTTP status; 0 when there was no answer.</summary>
    public int Status { get; init; }

    /// <summary>The payout's id, in an answer that has one.</summary>
    public string? Id { get; init; }

    public long Version { get; init; }

    /// <summary>The payout's own status.</summary>
    public string? Standing { get; init; }

    public string? Detail { get; init; }

    public string? Reason { get; init; }

    /// <summary>Of an approval or a rejection: who decides. Persons are made up.</summary>
    public string? Person { get; init; }

    /// <summary>Of an approval or a rejection: the version in its <c>If-Match</c>.</summary>
    public long Match { get; init; }

    /// <summary>How many persons have to approve the payout.</summary>
    public int Needed { get; init; }

    /// <summary>What persons have decided, as <see cref="Chaos.Decisions"/> writes it; <see langword="null"/> where nobody has to.</summary>
    public string? Decisions { get; init; }

    /// <summary>Whether it has Heleket's id: a payout that is cancelled and has one was cancelled by Heleket.</summary>
    public bool AtHeleket { get; init; }

    /// <summary>A digest of what never changes of the payout.</summary>
    public string? Terms { get; init; }

    /// <summary>A digest of the whole answer, but for what its caller may do.</summary>
    public string? Body { get; init; }

    /// <summary>Why there was no answer, or what a problem said. Not for others: it can name hosts.</summary>
    [JsonIgnore]
    public string? Problem { get; init; }

    [JsonIgnore]
    public TimeSpan Took => Ended - Began;

    /// <summary>Whether it is known what became of it: a 503 says only that nothing more is tried.</summary>
    [JsonIgnore]
    public bool IsAnswered => Status is not (0 or 503);

    [JsonIgnore]
    public bool ShowsPayout => Status is 200 or 201;

    [JsonIgnore]
    public bool IsDecision => Kind is CallKind.Approve or CallKind.Reject;

    [JsonIgnore]
    public bool IsFinal => Standing is "confirmed" or "failed" or "cancelled";
}

/// <summary>Everything that clients saw.</summary>
internal sealed class History
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ConcurrentQueue<Call> _calls = new();

    public TimeSpan Now => _clock.Elapsed;

    public IReadOnlyCollection<Call> Calls => _calls;

    /// <summary>Lets the time begin, once everything runs.</summary>
    public void Begin() => _clock.Restart();

    public void Add(Call call) => _calls.Enqueue(call);
}
