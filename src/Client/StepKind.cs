using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What the service does next for a payout.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<StepKind>))]
public readonly record struct StepKind(string Value) : IWord<StepKind>
{
    /// <summary>Sends it to Heleket.</summary>
    public static readonly StepKind Send = new("send");

    /// <summary>Asks Heleket whether it arrived.</summary>
    public static readonly StepKind LookUp = new("look_up");

    /// <summary>Asks Heleket how it goes.</summary>
    public static readonly StepKind Poll = new("poll");

    /// <summary>Waits for its time.</summary>
    public static readonly StepKind WaitForTime = new("wait_for_time");

    /// <summary>Waits for a person.</summary>
    public static readonly StepKind WaitForPeople = new("wait_for_people");

    /// <summary>Waits for money at Heleket.</summary>
    public static readonly StepKind WaitForFunds = new("wait_for_funds");

    /// <summary>Waits for the end of a pause.</summary>
    public static readonly StepKind WaitForPause = new("wait_for_pause");

    /// <summary>Waits until its limits have room.</summary>
    public static readonly StepKind WaitForLimit = new("wait_for_limit");

    /// <summary>Nothing: it is final.</summary>
    public static readonly StepKind Nothing = new("nothing");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static StepKind IWord<StepKind>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
