using System.Collections.Frozen;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Controls;

/// <summary>The pauses, compiled: one look while there are none, else one a kind.</summary>
public sealed class PauseTable
{
    private readonly bool _all;
    private readonly FrozenSet<string> _assets;
    private readonly FrozenSet<string> _networks;
    private readonly FrozenSet<string> _clients;

    /// <summary>Compiles them.</summary>
    /// <param name="version">How often they were changed.</param>
    /// <param name="pauses">All of them.</param>
    /// <exception cref="InvalidDataException">One has a scope that this release does not know.</exception>
    public PauseTable(int version, IReadOnlyCollection<Pause> pauses)
    {
        ArgumentNullException.ThrowIfNull(pauses);
        PauseScope[] scopes = [.. pauses.Select(pause => PauseScope.TryParse(pause.Scope, out var scope)
            ? scope.Value
            : throw new InvalidDataException($"This release does not know the pause '{pause.Scope}'."))];
        Version = version;
        Scopes = [.. pauses.Select(pause => pause.Scope)];
        _all = scopes.Contains(PauseScope.All);
        (_assets, _networks, _clients) = (Of(PauseKind.Asset), Of(PauseKind.Network), Of(PauseKind.Client));

        FrozenSet<string> Of(PauseKind kind) => scopes.Where(scope => scope.Kind == kind).Select(scope => scope.Value).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>How often they were changed.</summary>
    public int Version { get; }

    /// <summary>What is paused.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>Whether one of them holds back the payouts of this client, asset and network.</summary>
    public bool Covers(string clientId, string asset, string network) =>
        Scopes.Count > 0 && (_all || _assets.Contains(asset) || _networks.Contains(network) || _clients.Contains(clientId));
}
