using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What a key or a person may do. None contains another.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<Scope>))]
public readonly record struct Scope(string Value) : IWord<Scope>
{
    /// <summary>Read.</summary>
    public static readonly Scope Read = new("payouts:read");

    /// <summary>Create and cancel.</summary>
    public static readonly Scope Create = new("payouts:create");

    /// <summary>Approve and reject.</summary>
    public static readonly Scope Approve = new("payouts:approve");

    /// <summary>Look up, see to what needs attention, see the system.</summary>
    public static readonly Scope Operate = new("payouts:operate");

    /// <summary>Endpoints of webhooks.</summary>
    public static readonly Scope Webhooks = new("payouts:webhooks");

    /// <summary>Keys and policy.</summary>
    public static readonly Scope Admin = new("payouts:admin");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static Scope IWord<Scope>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
