using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>The order of a list, where it is not the newest first.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<PayoutSort>))]
public readonly record struct PayoutSort(string Value) : IWord<PayoutSort>
{
    /// <summary>The longest in its present state first.</summary>
    public static readonly PayoutSort Since = new("since");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static PayoutSort IWord<PayoutSort>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
