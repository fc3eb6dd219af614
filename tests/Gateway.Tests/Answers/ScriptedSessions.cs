using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Tests.Answers;

public sealed partial class ScriptedCluster
{
    /// <summary>The keys of data protection.</summary>
    public ImmutableArray<string> KeyRing { get; set; } = [];

    /// <summary>How often the ring was read.</summary>
    public int KeyRingReads { get; set; }

    /// <summary>Who was signed out everywhere.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> SignOuts { get; set; } = ImmutableSortedDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Whether the grains of sessions fail.</summary>
    public bool IsAway { get; set; }
}

internal sealed partial class ScriptedGrain : IKeyRingGrain, ISignOutsGrain
{
    Task<ImmutableArray<string>> IKeyRingGrain.Read()
    {
        cluster.KeyRingReads++;
        return Answer(cluster.KeyRing);
    }

    Task<ImmutableArray<string>> IKeyRingGrain.Add(string added) => Answer(cluster.KeyRing = cluster.KeyRing.Add(added));

    Task<ImmutableSortedDictionary<string, DateTimeOffset>> ISignOutsGrain.Read() => Answer(cluster.SignOuts);

    Task<DateTimeOffset> ISignOutsGrain.SignOut(string person, DateTimeOffset at)
    {
        cluster.SignOuts = cluster.SignOuts.SetItem(person, at);
        return Answer(at);
    }

    private Task<T> Answer<T>(T answer) => cluster.IsAway ? Task.FromException<T>(new IOException("no silo")) : Task.FromResult(answer);
}
