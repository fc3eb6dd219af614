using Payouts.Grains.Documents;

namespace Payouts.Grains.Limits;

/// <summary>
/// Gathers calls into writes of a limit's document: whatever arrived while the last write ran goes into the next. Each is
/// answered after the write that it went into, and at once if nothing is to be written. For one activation.
/// </summary>
/// <param name="document">The document; a failed write of it ends the activation.</param>
/// <param name="begin">The state that a group begins with: what is stored, and what needs no answer.</param>
internal sealed class LimitWrites(Document<LimitState> document, Func<LimitState> begin)
{
    /// <summary>The most calls that one write answers.</summary>
    public const int MostCalls = 256;

    private readonly Queue<Call> _calls = [];
    private Task _writing = Task.CompletedTask;

    /// <summary>Decides by the state as it is when the call's turn comes.</summary>
    /// <exception cref="OrleansException">The write has failed, or one before it, or another activation came first.</exception>
    public Task<T> DecideAsync<T>(Func<LimitState, LimitDecision<T>> decide)
    {
        var call = new Call<T>(decide);
        _calls.Enqueue(call);
        if (_writing.IsCompleted)
        {
            _writing = WriteAllAsync();
        }

        return call.Answered;
    }

    private async Task WriteAllAsync()
    {
        while (_calls.Count > 0)
        {
            // Lets in what waits before the grain: SQLite writes within the grain's own turn.
            await Task.Yield();
            var group = new List<Call>();
            while (group.Count < MostCalls && _calls.TryDequeue(out var call))
            {
                group.Add(call);
            }

            await WriteAsync(group);
        }
    }

    private async Task WriteAsync(List<Call> group)
    {
        try
        {
            var first = begin();
            var next = group.Aggregate(first, (state, call) => call.Decide(state));
            if (!ReferenceEquals(next, document.State ?? first))
            {
                await document.WriteAsync(next);
            }

            group.ForEach(call => call.Answer());
        }
        catch (Exception exception)
        {
            group.ForEach(call => call.Fail(exception));
        }
    }

    private abstract class Call
    {
        public abstract LimitState Decide(LimitState state);

        public abstract void Answer();

        public abstract void Fail(Exception exception);
    }

    // The callers continue on their own turns, not within that of the write.
    private sealed class Call<T>(Func<LimitState, LimitDecision<T>> decide) : Call
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _decided;

        public Task<T> Answered => _answer.Task;

        public override LimitState Decide(LimitState state)
        {
            var decision = decide(state);
            _decided = decision.Answer;
            return decision.State;
        }

        public override void Answer() => _answer.TrySetResult(_decided!);

        public override void Fail(Exception exception) => _answer.TrySetException(exception);
    }
}
