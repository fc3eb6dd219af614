using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What an address book says of an address.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<AddressStatus>))]
public readonly record struct AddressStatus(string Value) : IWord<AddressStatus>
{
    /// <summary>It is not in the book, or not for this asset. No entry is.</summary>
    public static readonly AddressStatus New = new("new");

    /// <summary>It was added, and is active after its cooling-off.</summary>
    public static readonly AddressStatus Cooling = new("cooling");

    /// <summary>It may be paid to.</summary>
    public static readonly AddressStatus Active = new("active");

    /// <summary>It was revoked.</summary>
    public static readonly AddressStatus Revoked = new("revoked");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static AddressStatus IWord<AddressStatus>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
