using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>How a payout came about.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<PayoutOrigin>))]
public readonly record struct PayoutOrigin(string Value) : IWord<PayoutOrigin>
{
    /// <summary>A person asked for it.</summary>
    public static readonly PayoutOrigin Manual = new("manual");

    /// <summary>The caller's own schedule.</summary>
    public static readonly PayoutOrigin Scheduled = new("scheduled");

    /// <summary>A bonus.</summary>
    public static readonly PayoutOrigin Bonus = new("bonus");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static PayoutOrigin IWord<PayoutOrigin>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
