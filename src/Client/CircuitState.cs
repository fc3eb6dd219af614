using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>Whether calls to Heleket are let through.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<CircuitState>))]
public readonly record struct CircuitState(string Value) : IWord<CircuitState>
{
    /// <summary>They are.</summary>
    public static readonly CircuitState Closed = new("closed");

    /// <summary>Not now: too many failed.</summary>
    public static readonly CircuitState Open = new("open");

    /// <summary>One, to see whether it works again.</summary>
    public static readonly CircuitState HalfOpen = new("half_open");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static CircuitState IWord<CircuitState>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
