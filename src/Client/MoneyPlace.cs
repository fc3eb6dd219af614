using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>Where the money of a payout is.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<MoneyPlace>))]
public readonly record struct MoneyPlace(string Value) : IWord<MoneyPlace>
{
    /// <summary>With us: nothing was sent.</summary>
    public static readonly MoneyPlace Ours = new("ours");

    /// <summary>It may have been sent, or not.</summary>
    public static readonly MoneyPlace Unknown = new("unknown");

    /// <summary>At Heleket.</summary>
    public static readonly MoneyPlace Provider = new("provider");

    /// <summary>Paid.</summary>
    public static readonly MoneyPlace Gone = new("gone");

    /// <summary>Came back, or never left for good.</summary>
    public static readonly MoneyPlace Back = new("back");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static MoneyPlace IWord<MoneyPlace>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
