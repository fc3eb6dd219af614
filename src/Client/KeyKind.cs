using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>Where a key comes from.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<KeyKind>))]
public readonly record struct KeyKind(string Value) : IWord<KeyKind>
{
    /// <summary>The service's settings.</summary>
    public static readonly KeyKind Configured = new("configured");

    /// <summary>Made while the service ran.</summary>
    public static readonly KeyKind Runtime = new("runtime");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static KeyKind IWord<KeyKind>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
