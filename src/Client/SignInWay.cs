using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>How a caller is known.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<SignInWay>))]
public readonly record struct SignInWay(string Value) : IWord<SignInWay>
{
    /// <summary>By a key.</summary>
    public static readonly SignInWay Key = new("key");

    /// <summary>By a session of the console.</summary>
    public static readonly SignInWay Session = new("session");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static SignInWay IWord<SignInWay>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
