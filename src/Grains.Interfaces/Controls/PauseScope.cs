using System.Diagnostics.CodeAnalysis;

namespace Payouts.Grains.Interfaces.Controls;

/// <summary>What a pause holds back: everything, or the payouts of one asset, network or client.</summary>
/// <param name="Kind">Which of their members counts.</param>
/// <param name="Value">Its value; empty for everything.</param>
[GenerateSerializer, Immutable, Alias("payouts.PauseScope")]
public readonly record struct PauseScope([property: Id(0)] PauseKind Kind, [property: Id(1)] string Value)
{
    private const string AllWord = "all";

    /// <summary>Everything.</summary>
    public static PauseScope All { get; } = new(PauseKind.All, "");

    /// <summary>Reads <c>all</c>, <c>asset:USDT</c>, <c>network:TRON</c> or <c>client:c-1</c>; whether there is such a client is not looked at.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PauseScope? scope)
    {
        scope = text?.Split(':', 2) switch
        {
            [AllWord] => All,
            ["asset", { Length: > 0 } asset] => new(PauseKind.Asset, asset),
            ["network", { Length: > 0 } network] => new(PauseKind.Network, network),
            ["client", { Length: > 0 } client] => new(PauseKind.Client, client),
            _ => null,
        };
        return scope is not null;
    }

    /// <summary>Whether it holds back the payouts of this client, asset and network.</summary>
    public bool Covers(string clientId, string asset, string network) => Kind switch
    {
        PauseKind.Asset => Value == asset,
        PauseKind.Network => Value == network,
        PauseKind.Client => Value == clientId,
        _ => true,
    };

    /// <summary>As it is read.</summary>
    public override string ToString() => Kind == PauseKind.All ? AllWord : $"{EnumNames<PauseKind>.Of(Kind)}:{Value}";
}

/// <summary>The member of payouts that a pause is about.</summary>
[GenerateSerializer, Alias("payouts.PauseKind")]
public enum PauseKind
{
    /// <summary>None: everything.</summary>
    All,

    /// <summary>Their asset.</summary>
    Asset,

    /// <summary>Their network.</summary>
    Network,

    /// <summary>Their client.</summary>
    Client,
}
