using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payouts.Client;
using Payouts.Console.Shell;

namespace Payouts.Console.Live;

/// <summary>
/// One stream: it hears which payouts of its page changed. That is a hint; what is shown was read, as the person who
/// looks, and rendered by the part that rendered it before.
/// </summary>
internal sealed class LiveStream(HttpContext context, PageFeed feed, Dictionary<string, long> versions, Frame frame)
{
    /// <summary>The name of the last event of a session that is over.</summary>
    public const string Ended = "ended";

    /// <summary>How often it asks whether the person still is signed in.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly PayoutsClient _api = context.RequestServices.GetRequiredService<PayoutsClient>();
    private readonly TimeProvider _clock = context.RequestServices.GetRequiredService<TimeProvider>();
    private readonly EventWriter _out = new(context);
    private readonly NewPayouts _new = new(feed.List?.Invoke(context.Request.Query), versions.Keys);
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);
    private bool _hasBegun;
    private bool _isReachable = true;
    private bool? _saidLive;
    private bool _hasHappened;
    private bool _hasAttention;
    private long _looked;
    private long _counted;
    private long _refreshed;

    /// <summary>Runs until the browser leaves, the session is over or the time is up.</summary>
    /// <param name="follower">Who tells what happens.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(Follower follower, CancellationToken cancellation)
    {
        try
        {
            await _out.BeginAsync(cancellation);
            var me = await _api.MeAsync(cancellation);
            if (me.Scopes.Contains(Scope.Read))
            {
                await FollowAsync(follower, new Watch(versions.Keys, me.ClientId, _new.Client) { CountsNew = _new.IsCounted }, cancellation);
            }

            // The follower ended, or the person may see something else now: the browser says that it is not live, and tries again.
            await _out.SendAsync("lost", "{}", cancellation);
        }
        catch (UnauthenticatedException)
        {
            await _out.SendAsync(Ended, "{}", cancellation);
        }
        catch (PayoutsException)
        {
            await _out.SendAsync("lost", "{}", cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested || _out.IsClosed)
        {
            // The browser left or does not read, the host stops or the time is up: it connects again if it is still there.
        }
    }

    private async Task FollowAsync(Follower follower, Watch watch, CancellationToken cancellation)
    {
        follower.Join(watch);
        try
        {
            _looked = _refreshed = _clock.GetTimestamp();
            await using var timer = _clock.CreateTimer(_ => watch.Wake(), null, LookEvery, LookEvery);
            while (await watch.HearAsync(cancellation) is { } heard)
            {
                Note(heard);
                if (IsTime(LookEvery, ref _looked) && !await LookAsync(watch, cancellation))
                {
                    return;
                }

                await SayAsync(heard.IsLive == true && _isReachable, cancellation);
                if (_isReachable)
                {
                    await ReadAsync(cancellation);
                    await CountAsync(watch, cancellation);
                    await RefreshAsync(cancellation);
                }

                await _out.KeepOpenAsync(cancellation);
            }
        }
        finally
        {
            follower.Leave(watch);
        }
    }

    private void Note(Heard heard)
    {
        _unread.UnionWith(heard.Changed);
        _hasHappened |= heard.HasHappened;
        _hasAttention |= heard.HasAttention;
        _new.Hear(heard.CreatedFrom);
        if (heard.IsLive == true && !_hasBegun)
        {
            // From here on nothing is missed; what happened since the page was made is read now.
            _hasBegun = _hasAttention = true;
            _unread.UnionWith(versions.Keys);
        }
    }

    /// <returns>Whether the person still may be told the same.</returns>
    private async Task<bool> LookAsync(Watch watch, CancellationToken cancellation)
    {
        var me = await _api.MeAsync(cancellation).OrUnknownAsync();
        _isReachable = me is not null;
        if (me is null)
        {
            return true;
        }

        if (me.ClientId != watch.Client || !me.Scopes.Contains(Scope.Read))
        {
            return false;
        }

        if (_hasAttention && await FrameReader.AttentionAsync(_api, cancellation) is { } attention)
        {
            _hasAttention = false;
            await _out.SendAsync("counts", JsonSerializer.Serialize(new { attention }), cancellation);
        }

        return true;
    }

    // Whatever is not a row the page loads again by itself.
    private async Task RefreshAsync(CancellationToken cancellation)
    {
        if (_hasHappened && IsTime(RefreshEvery, ref _refreshed))
        {
            _hasHappened = false;
            await _out.SendAsync("tick", "{}", cancellation);
        }
    }

    private async Task SayAsync(bool isLive, CancellationToken cancellation)
    {
        if (isLive != _saidLive)
        {
            _saidLive = isLive;
            await _out.SendAsync(isLive ? "hello" : "lost", "{}", cancellation);
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        foreach (var id in _unread.ToList())
        {
            try
            {
                if (await _api.GetAsync(id, versions[id], cancellation) is { } payout)
                {
                    await ShowAsync(payout, cancellation);
                }
            }
            catch (NotFoundException)
            {
                // Not any more, for this person.
            }
            catch (PayoutsException exception) when (exception is not UnauthenticatedException)
            {
                // Again at the next look, with the others.
                _isReachable = false;
                await SayAsync(isLive: false, cancellation);
                return;
            }

            _unread.Remove(id);
        }
    }

    private async Task ShowAsync(Payout payout, CancellationToken cancellation)
    {
        versions[payout.Id] = payout.Version;
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(LivePart.Of)] = payout, [nameof(LivePart.Frame)] = frame });
        // A renderer keeps what it has rendered: one for each row, or a page that is open all day would fill the memory.
        await using var renderer = new HtmlRenderer(context.RequestServices, context.RequestServices.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync(feed.Part, parameters)).ToHtmlString());
        await _out.SendAsync("row", JsonSerializer.Serialize(new { id = payout.Id, html = html.Trim() }, Plain), cancellation);
    }

    // At once, and then no more often than the rest.
    private async Task CountAsync(Watch watch, CancellationToken cancellation)
    {
        if (_new.IsDue && IsTime(LookEvery, ref _counted))
        {
            if (await _new.CountAsync(_api, cancellation) is { } count)
            {
                await _out.SendAsync("newer", count, cancellation);
            }

            watch.CountsNew = _new.IsCounted;
        }
    }

    private bool IsTime(TimeSpan every, ref long last)
    {
        if (last != 0 && _clock.GetElapsedTime(last) < every)
        {
            return false;
        }

        last = _clock.GetTimestamp();
        return true;
    }
}
