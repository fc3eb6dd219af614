using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Controls;

/// <summary>What <see cref="KeyRingGrain"/> keeps.</summary>
/// <param name="Keys">Oldest first. A key lives for 90 days and is about a kilobyte: the document never becomes large.</param>
[Document("key-ring", format: 1)]
public sealed record KeyRing(ImmutableArray<string> Keys);

/// <inheritdoc cref="IKeyRingGrain"/>
public sealed class KeyRingGrain([FromKeyedServices(Document.Storage)] IGrainStorage storage) : Grain, IKeyRingGrain
{
    private Document<KeyRing> Ring => field ??= new Document<KeyRing>(this, storage);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken) => await Ring.ReadAsync();

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> Read() => Task.FromResult(Ring.State?.Keys ?? []);

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> Add(string key)
    {
        var kept = await Read();
        if (!kept.Contains(key, StringComparer.Ordinal))
        {
            await Ring.WriteAsync(new([.. kept, key]));
        }

        return await Read();
    }
}
