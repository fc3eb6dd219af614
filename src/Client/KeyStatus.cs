using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>Whether a key is of use.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<KeyStatus>))]
public readonly record struct KeyStatus(string Value) : IWord<KeyStatus>
{
    /// <summary>It is.</summary>
    public static readonly KeyStatus Active = new("active");

    /// <summary>Its time is over.</summary>
    public static readonly KeyStatus Expired = new("expired");

    /// <summary>Somebody revoked it.</summary>
    public static readonly KeyStatus Revoked = new("revoked");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static KeyStatus IWord<KeyStatus>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
