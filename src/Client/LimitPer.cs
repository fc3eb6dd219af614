using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What a limit counts apart.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<LimitPer>))]
public readonly record struct LimitPer(string Value) : IWord<LimitPer>
{
    /// <summary>Each client.</summary>
    public static readonly LimitPer Client = new("client");

    /// <summary>Each coin.</summary>
    public static readonly LimitPer Asset = new("asset");

    /// <summary>Each network.</summary>
    public static readonly LimitPer Network = new("network");

    /// <summary>Each key.</summary>
    public static readonly LimitPer Key = new("key");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static LimitPer IWord<LimitPer>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
