using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>Where a line of a payout's history was learned.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<LogSource>))]
public readonly record struct LogSource(string Value) : IWord<LogSource>
{
    /// <summary>A call of this API.</summary>
    public static readonly LogSource Api = new("api");

    /// <summary>Heleket's answer to a create.</summary>
    public static readonly LogSource Submit = new("submit");

    /// <summary>Heleket's answer to a look-up.</summary>
    public static readonly LogSource Poll = new("poll");

    /// <summary>Heleket's webhook.</summary>
    public static readonly LogSource Webhook = new("webhook");

    /// <summary>An operator.</summary>
    public static readonly LogSource Operator = new("operator");

    /// <summary>The service itself.</summary>
    public static readonly LogSource System = new("system");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static LogSource IWord<LogSource>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
