using System.Collections.Frozen;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Controls;

/// <summary>The keys at one version, found by id; never changed.</summary>
/// <param name="table">Those made at run time, revoked ones among them.</param>
public sealed class KnownKeys(KeyTable table)
{
    private readonly FrozenDictionary<string, ServiceKey> _made = table.Keys.ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);

    /// <summary>As others are shown them.</summary>
    public KeyTable Table => table;

    /// <summary>The key made at run time with this id.</summary>
    public ServiceKey? Find(string? id) => id is null ? null : _made.GetValueOrDefault(id);
}
