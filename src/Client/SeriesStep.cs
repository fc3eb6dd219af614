using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>How wide a point of a series is.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<SeriesStep>))]
public readonly record struct SeriesStep(string Value) : IWord<SeriesStep>
{
    /// <summary>An hour; at most 31 days at once.</summary>
    public static readonly SeriesStep Hour = new("hour");

    /// <summary>A day of UTC; at most 366 days at once.</summary>
    public static readonly SeriesStep Day = new("day");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static SeriesStep IWord<SeriesStep>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
