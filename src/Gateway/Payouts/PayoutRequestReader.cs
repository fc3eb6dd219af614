using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Payouts.Addresses;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Catalog;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Payouts;

/// <summary>The result of reading a body.</summary>
/// <param name="Request">
/// Normalised; <see langword="null"/> when the body cannot be read. If there are errors as well, it breaks only rules
/// that existing payouts may predate: no payout is made from it, but a repeat is still answered.
/// </param>
/// <param name="Errors">Every error except the pair's.</param>
/// <param name="PairFault">Heleket does not offer the pair. Kept apart, because a repeat is still answered.</param>
internal sealed record PayoutReading(PayoutRequest? Request, ImmutableArray<FieldError> Errors, FieldError? PairFault)
{
    /// <summary>All errors; empty when a payout may be made.</summary>
    public ImmutableArray<FieldError> Faults => PairFault is null ? Errors : Errors.Add(PairFault);

    /// <summary>Heleket's list has not been read yet, so it is not known whether it offers the pair.</summary>
    public bool IsPairUnknown { get; init; }
}

/// <summary>Reads the body of a create field by field (docs/http-api.md, "Fields").</summary>
internal static class PayoutRequestReader
{
    public const int MaxTextLength = 128;
    public const int MaxMemoLength = 30;
    public const int MaxDaysAhead = 366;

    /// <summary>The members of a request, in the order of the contract.</summary>
    private static readonly ImmutableArray<Field> Fields =
    [
        new("client_id", Examples.ClientId, _ => Text("The client on whose behalf it is paid.", TextRules.NewClientIdPattern, 1, 64)),
        new("asset", "USDT", _ => Text("The coin's code, in any case; stored in upper case.", TextRules.CodePattern, 1, 20)),
        new("network", "TRON", _ => Text("The network's code, in any case; stored in upper case. The pair must be one that Heleket offers.", TextRules.CodePattern, 1, 20)),
        new("amount", "25.50", _ => Amount("Units of the asset, greater than zero, at most 18 digits before and 8 after the point, and no more after it than the coin has on the network. Never a JSON number.")),
        new("wallet_address", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", _ => Text("The receiver's address, valid on the network. Handed back as sent; compared by the account that it stands for.", min: 1, max: 128)),
        new("memo", null, _ => Text("Only on networks that have memos (TON). No invisible character, no blank but U+0020, and none at the ends.", min: 1, max: MaxMemoLength).OrNull(), true),
        new("origin", "bonus", document => PayoutWords.Origin.OrNullIn(document, "How the payout came about; manual if absent or null."), true),
        new("reference", "bonus-2026-11", _ => Text("The caller's own name for this payout. No control or format character, no blank but U+0020, and none at the ends.", min: 1, max: MaxTextLength).OrNull(), true),
        new("requested_by", "ana@example.com", _ => Text("Who asked for it; for the audit trail. The same rules as for reference.", min: 1, max: MaxTextLength).OrNull(), true),
        new("scheduled_for", null, _ => Time($"Nothing is sent before this time; at most {MaxDaysAhead} days ahead; a past time means now.").OrNull(), true),
        new("fee_payer", "merchant", document => PayoutWords.FeePayer.OrNullIn(document, "Who bears the fee; merchant if absent or null."), true),
        new("metadata", new JsonObject { ["ticket"] = "7781" }, document => PayoutShape.Metadata.OrNullIn(document, "Handed back, never interpreted."), true),
    ];

    /// <summary>In the order of the contract.</summary>
    public static readonly ImmutableArray<string> Members = [.. Fields.Select(field => field.Name)];

    /// <summary>The schema of a request.</summary>
    public static readonly NamedSchema Schema = new(nameof(PayoutRequest), document => Closed(
        "What to pay, and to whom. Unknown members are rejected.",
        Fields.ToDictionary(field => field.Name, field => field.Describe(document)),
        [.. Fields.Where(field => field.IsOptional).Select(field => field.Name)]));

    /// <summary>A request that has every member.</summary>
    public static JsonObject Example() => new(Fields.Select(field => KeyValuePair.Create(field.Name, field.Example?.DeepClone())));

    /// <param name="body">An object.</param>
    /// <param name="services">What Heleket offers, as last known.</param>
    /// <param name="now">The time of the request.</param>
    /// <param name="settings">What the operator allows.</param>
    /// <param name="others">Members of the body that somebody else reads.</param>
    public static PayoutReading Read(JsonElement body, ServiceList services, DateTimeOffset now, AddressSettings settings, params ImmutableArray<string> others)
    {
        var fields = new JsonFields(body);
        fields.RefuseOthers("a payout request", others is [] ? Members : Members.AddRange(others));
        var clientId = fields.Required("client_id", TextRules.NewClientId, TextRules.ClientId);
        var asset = fields.Required("asset", TextRules.Code)?.ToUpperInvariant();
        var network = fields.Required("network", NetworkFault)?.ToUpperInvariant();
        var pairFault = asset is null || network is null ? null : OfferedPairs.Fault(services, asset, network);
        var amount = fields.Required("amount", (string text, out decimal value) => ReadAmount(text, pairFault is null ? asset : null, network, out value), Amounts.Read);
        var address = fields.Required("wallet_address", text => AddressFault(network, text, settings), text => AddressFault(network, text, null));
        var memo = fields.Optional("memo", text => ExactMemoFault(network, text), text => MemoFault(network, text));
        var origin = fields.Optional<PayoutOrigin>("origin", ReadWord);
        var reference = fields.Optional("reference", NameFault, FreeFault);
        var requestedBy = fields.Optional("requested_by", NameFault, FreeFault);
        var scheduledFor = fields.Optional("scheduled_for", (string text, out DateTimeOffset time) => ReadSchedule(text, now, out time));
        var feePayer = fields.Optional<FeePayer>("fee_payer", ReadWord);
        var metadata = MetadataReader.Read(fields);
        if (fields.IsUnreadable)
        {
            return new(null, fields.Errors, pairFault);
        }

        var request = new PayoutRequest
        {
            ClientId = clientId!,
            Asset = asset!,
            Network = network!,
            Amount = amount!.Value,
            WalletAddress = address!,
            Memo = memo,
            Origin = origin ?? PayoutOrigin.Manual,
            Reference = reference,
            RequestedBy = requestedBy,
            ScheduledFor = scheduledFor,
            FeePayer = feePayer ?? FeePayer.Merchant,
            Metadata = metadata,
        };
        return new(request, fields.Errors, pairFault) { IsPairUnknown = OfferedPairs.IsUnknown(services, request.Asset, request.Network) };
    }

    public static string? NetworkFault(string text) =>
        TextRules.Code(text) ?? (WalletAddress.Knows(text.ToUpperInvariant()) ? null : "is not a network that payouts can be made on.");

    /// <summary>Without settings: by the rules of earlier releases.</summary>
    public static string? AddressFault(string? network, string text, AddressSettings? settings) =>
        text.Length == 0 ? "must not be empty."
        : network is null ? null
        : (settings is null ? WalletAddress.ValidateForm(network, text) : WalletAddress.Validate(network, text, settings.AllowOffCurve)) is { } fault ? $"{fault}."
        : null;

    /// <summary>The decimals of an invalid pair are unknown: only the general limit applies.</summary>
    private static string? ReadAmount(string text, string? asset, string? network, out decimal amount)
    {
        var fault = Amounts.Read(text, out amount);
        if (asset is null || network is null || CoinDecimals.Of(asset, network) is var decimals && decimals == Amounts.MaxFractionDigits)
        {
            return fault;
        }

        return Amounts.Read(text, decimals, out amount) is { } narrower && (fault is null || narrower != fault)
            ? $"{narrower.TrimEnd('.')}: {asset} has {decimals} decimals on {network}."
            : fault;
    }

    private static string? FreeFault(string text) => TextRules.Free(text, MaxTextLength);

    private static string? NameFault(string text) => FreeFault(text) ?? CharacterRules.NameFault(text);

    public static string? ExactMemoFault(string? network, string text) => MemoFault(network, text) ?? CharacterRules.ExactFault(text);

    private static string? MemoFault(string? network, string text) =>
        TextRules.Free(text, MaxMemoLength)
        ?? (network is null || WalletAddress.HasMemo(network) ? null : $"must be absent: {network} has no memo.");

    private static string? ReadWord<TEnum>(string text, out TEnum value)
        where TEnum : struct, Enum =>
        EnumNames<TEnum>.TryParse(text, out value) ? null : $"must be one of {string.Join(", ", EnumNames<TEnum>.All)}.";

    private static string? ReadSchedule(string text, DateTimeOffset now, out DateTimeOffset time)
    {
        if (!Times.TryParse(text, out time))
        {
            return "must be an RFC 3339 time with an offset, such as 2026-11-23T10:00:00Z.";
        }

        time = WholeMilliseconds.Floor(time);
        return time > now.AddDays(MaxDaysAhead) ? $"must be at most {MaxDaysAhead} days ahead." : null;
    }

    private sealed record Field(string Name, JsonNode? Example, Func<OpenApiDocument, IOpenApiSchema> Describe, bool IsOptional = false);
}
