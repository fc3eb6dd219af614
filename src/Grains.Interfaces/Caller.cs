using System.Text.Json.Serialization;
using Orleans.Concurrency;

namespace Payouts.Grains.Interfaces;

/// <summary>Who asks for a change, as the gateway knows it; kept in the payout's history.</summary>
/// <param name="Person">
/// The person's verified e-mail, or the configured name of the key's owner; <see langword="null"/> for a key that
/// belongs to nobody.
/// </param>
/// <param name="Key">The key's id or name; <see langword="null"/> for a person who signed in without one.</param>
[GenerateSerializer, Immutable, Alias("payouts.Caller")]
public sealed record Caller([property: Id(0)] string? Person = null, [property: Id(1)] string? Key = null)
{
    /// <summary>The name to show: the person's, or that of a key that belongs to nobody.</summary>
    [JsonIgnore]
    public string? Name => Person ?? Key;
}
