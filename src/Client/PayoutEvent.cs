using System.Text.Json;
using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>Something that happened. The same whenever it is read, and however it comes.</summary>
public sealed record PayoutEvent : IJsonOnDeserialized
{
    /// <summary>Computed by the service: recognise by it what you handled already.</summary>
    public required string Id { get; init; }

    /// <summary>What happened. Ignore a type that you do not know.</summary>
    public required EventType Type { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Of the payout; <see langword="null"/> exactly when <see cref="EventType.IsOfPayout"/> is false.</summary>
    [JsonIgnore]
    public PayoutEventData? Data { get; private set; }

    /// <summary>The data as it came, for types that have none of a payout.</summary>
    [JsonPropertyName("data")]
    public required JsonElement Content { get; init; }

    void IJsonOnDeserialized.OnDeserialized() =>
        Data = Type.IsOfPayout ? Content.Deserialize(EventDataJson.Default.PayoutEventData) ?? throw new JsonException("An event of a payout has no data.") : null;
}

/// <summary>Some events, the oldest first.</summary>
public sealed record EventPage
{
    /// <summary>The events; there may be none.</summary>
    public required IReadOnlyList<PayoutEvent> Data { get; init; }

    /// <summary>Where to go on, also after an empty page. Store it once the page is handled.</summary>
    public required string NextAfter { get; init; }

    /// <summary>Whether there is more to look at now.</summary>
    public bool HasMore { get; init; }
}
