using System.Text.Json.Serialization;

namespace Payouts.Client.Wire;

/// <summary>How an event's data is read, which an event does by itself.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PayoutEventData))]
internal sealed partial class EventDataJson : JsonSerializerContext;
