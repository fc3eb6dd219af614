using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>How sure the form of an address tells a mistyped one.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<AddressStrength>))]
public readonly record struct AddressStrength(string Value) : IWord<AddressStrength>
{
    /// <summary>A checksum of 32 bits or more.</summary>
    public static readonly AddressStrength Strong = new("strong");

    /// <summary>A checksum in the case of its letters, which was used.</summary>
    public static readonly AddressStrength Conditional = new("conditional");

    /// <summary>A short checksum.</summary>
    public static readonly AddressStrength Weak = new("weak");

    /// <summary>None: any typing error may be another account.</summary>
    public static readonly AddressStrength None = new("none");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static AddressStrength IWord<AddressStrength>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
