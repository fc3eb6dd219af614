using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>Who bears Heleket's fee.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<FeePayer>))]
public readonly record struct FeePayer(string Value) : IWord<FeePayer>
{
    /// <summary>The receiver gets the whole amount.</summary>
    public static readonly FeePayer Merchant = new("merchant");

    /// <summary>The fee comes out of the amount.</summary>
    public static readonly FeePayer Recipient = new("recipient");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static FeePayer IWord<FeePayer>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
