using System.Collections.Immutable;
using System.Threading.Channels;

namespace Payouts.Console.Live;

/// <summary>
/// What one stream is told, until it asks: which of the payouts that it shows changed, and whether others did. Each payout
/// is held at most once, so it cannot overflow however slow the browser is, and telling it never blocks.
/// </summary>
/// <param name="shown">The payouts on the page.</param>
/// <param name="client">The only client that the person sees; <see langword="null"/>: all of them.</param>
/// <param name="listClient">The only client of the page's list; <see langword="null"/>: all that the person sees.</param>
internal sealed class Watch(IReadOnlyCollection<string> shown, string? client, string? listClient)
{
    // At most one signal is pending: the reader takes everything there is.
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _gate = new();
    private ImmutableHashSet<string> _changed = [];
    private Heard _heard = new([], IsLive: null, HasHappened: false, HasAttention: false, CreatedFrom: null);

    /// <summary>The payouts on the page.</summary>
    public IReadOnlyCollection<string> Shown => shown;

    /// <summary>The only client that the person sees; <see langword="null"/>: all of them.</summary>
    public string? Client => client;

    /// <summary>Whether new payouts of the list are worth waking up for.</summary>
    public bool CountsNew { get; set; }

    /// <summary>A payout that it shows changed.</summary>
    /// <param name="hint">How.</param>
    public void Tell(in PayoutHint hint)
    {
        if (client is null || client == hint.ClientId)
        {
            lock (_gate)
            {
                _changed = _changed.Add(hint.PayoutId);
            }

            Wake();
        }
    }

    /// <summary>Something happened to any payouts.</summary>
    /// <param name="happened">What.</param>
    public void Tell(Happened happened)
    {
        var (seen, listed) = (happened.To(client), happened.To(client ?? listClient));
        var isNew = listed.CreatedFrom is not null && CountsNew;
        lock (_gate)
        {
            _heard = _heard with
            {
                HasHappened = _heard.HasHappened || seen.HasHappened,
                HasAttention = _heard.HasAttention || seen.HasAttention,
                CreatedFrom = _heard.CreatedFrom ?? listed.CreatedFrom,
            };
        }

        if (isNew)
        {
            Wake();
        }
    }

    /// <summary>Whether the feed can be followed, and whether something of it was missed.</summary>
    public void Tell(bool isLive, bool hasGap)
    {
        lock (_gate)
        {
            if (!hasGap && _heard.IsLive == isLive)
            {
                return;
            }

            _heard = _heard with { IsLive = isLive, HasHappened = _heard.HasHappened || hasGap, HasAttention = _heard.HasAttention || hasGap };
            _changed = hasGap ? [.. shown] : _changed;
        }

        Wake();
    }

    /// <summary>Ends the present wait, or the next one.</summary>
    public void Wake() => _signal.Writer.TryWrite(true);

    /// <summary>Ends it: nothing more will be told.</summary>
    public void End() => _signal.Writer.TryComplete();

    /// <summary>Waits until there is something, or somebody wakes it.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What was told since the last time; <see langword="null"/>: it ended.</returns>
    public async ValueTask<Heard?> HearAsync(CancellationToken cancellation)
    {
        if (!await _signal.Reader.WaitToReadAsync(cancellation))
        {
            return null;
        }

        _signal.Reader.TryRead(out _);
        lock (_gate)
        {
            var heard = _heard with { Changed = _changed };
            (_changed, _heard) = ([], new([], heard.IsLive, HasHappened: false, HasAttention: false, CreatedFrom: null));
            return heard;
        }
    }
}

/// <summary>What a stream was told.</summary>
/// <param name="Changed">Those of its payouts that changed.</param>
/// <param name="IsLive">Whether the feed can be followed; <see langword="null"/>: that is not known yet.</param>
/// <param name="HasHappened">Whether anything happened to a payout that the person may see.</param>
/// <param name="HasAttention">Whether one began, or ceased, to need a person.</param>
/// <param name="CreatedFrom">When the first one that may belong to the page's list was created; <see langword="null"/>: none was.</param>
internal sealed record Heard(ImmutableHashSet<string> Changed, bool? IsLive, bool HasHappened, bool HasAttention, DateTimeOffset? CreatedFrom);
