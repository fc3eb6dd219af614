using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Payouts.Console.Live;

namespace Payouts.Console.Tests;

/// <summary>The feed as the host gives it to the console: what a test says happens.</summary>
internal sealed class FakeFeed
{
    /// <summary>When everything happens.</summary>
    public static readonly DateTimeOffset At = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private volatile Channel<PayoutHints>? _now;
    private int _started;
    private int _open;

    /// <summary>How often somebody began to follow it.</summary>
    public int Started => Volatile.Read(ref _started);

    /// <summary>How many follow it.</summary>
    public int Open => Volatile.Read(ref _open);

    public async IAsyncEnumerable<PayoutHints> FollowAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var now = Channel.CreateUnbounded<PayoutHints>();
        _now = now;
        Interlocked.Increment(ref _started);
        Interlocked.Increment(ref _open);
        try
        {
            yield return new([]);
            await foreach (var page in now.Reader.ReadAllAsync(cancellation))
            {
                yield return page;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    /// <summary>Tells those who follow.</summary>
    public void Tell(PayoutHints page) => Assert.True(_now!.Writer.TryWrite(page));

    /// <summary>Something happened to a payout.</summary>
    public void Tell(string id, HintOf what = HintOf.Change, string client = "c-1042") => Tell(new([new(id, client, what, At)]));

    /// <summary>A fault ends it.</summary>
    public void Fail() => _now!.Writer.Complete(new InvalidDataException("a fault of ours"));
}
