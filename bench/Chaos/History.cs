using System.Collections.Concurrent;
using System.Diagnostics;

namespace Payouts.Chaos;

/// <summary>What a client does.</summary>
internal enum CallKind
{
    Create,
    Cancel,
    Read,
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

    /// <summary>Why there was no answer, or what a problem said.</summary>
    public string? Problem { get; init; }

    public TimeSpan Took => Ended - Began;

    public bool ShowsPayout => Status is 200 or 201;

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
