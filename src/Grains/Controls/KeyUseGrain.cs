using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Controls;

/// <summary>The document <c>key-use</c>.</summary>
/// <param name="LastUsedAt">By the id of a key.</param>
[Document("key-use", format: 1)]
internal sealed record KeyUseState(ImmutableSortedDictionary<string, DateTimeOffset> LastUsedAt);

/// <inheritdoc cref="IKeyUseGrain"/>
/// <remarks>It lives longer than an interval without a call, so that what was reported last is written too.</remarks>
[GrainType("key-use"), CollectionAgeLimit(Minutes = 30)]
internal sealed class KeyUseGrain([FromKeyedServices(Document.Storage)] IGrainStorage storage) : Grain, IKeyUseGrain
{
    /// <summary>The most keys whose use is kept; the longest unused are forgotten first.</summary>
    private const int MostKeys = 2000;

    private ImmutableDictionary<string, DateTimeOffset> _uses = ImmutableDictionary<string, DateTimeOffset>.Empty;
    private bool _isWritten = true;

    private Document<KeyUseState> Stored => field ??= new Document<KeyUseState>(this, storage);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await Stored.ReadAsync() is { } stored)
        {
            _uses = stored.LastUsedAt.ToImmutableDictionary();
        }

        this.RegisterGrainTimer(WriteAsync, new GrainTimerCreationOptions(IKeyUseGrain.Interval, IKeyUseGrain.Interval));
    }

    /// <inheritdoc/>
    public Task Report(ImmutableDictionary<string, DateTimeOffset> uses)
    {
        ArgumentNullException.ThrowIfNull(uses);
        foreach (var (key, time) in uses)
        {
            if (time > _uses.GetValueOrDefault(key, DateTimeOffset.MinValue))
            {
                _uses = _uses.SetItem(key, time);
                _isWritten = false;
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ImmutableDictionary<string, DateTimeOffset>> Read() => Task.FromResult(_uses);

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (!_isWritten)
        {
            _uses = _uses.OrderByDescending(use => use.Value).Take(MostKeys).ToImmutableDictionary();
            await Stored.WriteAsync(new KeyUseState(_uses.ToImmutableSortedDictionary(StringComparer.Ordinal)));
            _isWritten = true;
        }
    }
}
