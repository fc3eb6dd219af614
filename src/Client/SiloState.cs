using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>How a member of the cluster is.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<SiloState>))]
public readonly record struct SiloState(string Value) : IWord<SiloState>
{
    /// <summary>It serves.</summary>
    public static readonly SiloState Active = new("active");

    /// <summary>It comes.</summary>
    public static readonly SiloState Joining = new("joining");

    /// <summary>It goes.</summary>
    public static readonly SiloState Leaving = new("leaving");

    /// <summary>It is gone.</summary>
    public static readonly SiloState Dead = new("dead");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static SiloState IWord<SiloState>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
