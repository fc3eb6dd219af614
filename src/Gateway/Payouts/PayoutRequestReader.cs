using System.Collections.Immutable;
using System.Text.Json;
using Payouts.Addresses;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Catalog;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>What came of reading a body.</summary>
/// <param name="Request">
/// Normalised; <see langword="null"/> when there is no making sense of the body. With errors beside it, it breaks only rules that are newer than payouts
/// may be: none is made of it, and a repeat is answered all the same.
/// </param>
/// <param name="Errors">Every fault except the pair's.</param>
/// <param name="PairFault">Heleket does not offer the pair. Apart, because a repeat is answered all the same.</param>
internal sealed record PayoutReading(PayoutRequest? Request, ImmutableArray<FieldError> Errors, FieldError? PairFault)
{
    /// <summary>All of them; empty when a payout may be made.</summary>
    public ImmutableArray<FieldError> Faults => PairFault is null ? Errors : Errors.Add(PairFault);

    /// <summary>Whether Heleket offers the pair can be told only once its list was read.</summary>
    public bool IsPairUnknown { get; init; }
}

/// <summary>Reads the body of a create field by field (http-api.md, "Create").</summary>
internal static class PayoutRequestReader
{
    public const int MaxTextLength = 128;
    public const int MaxMemoLength = 30;
    public const int MaxDaysAhead = 366;

    /// <summary>In the order of http-api.md.</summary>
    public static readonly ImmutableArray<string> Members =
    [
        "client_id", "asset", "network", "amount", "wallet_address", "memo",
        "origin", "reference", "requested_by", "scheduled_for", "fee_payer", "metadata",
    ];

    /// <param name="body">An object.</param>
    /// <param name="services">What Heleket offers, as last known.</param>
    /// <param name="now">The moment of the request.</param>
    /// <param name="settings">What an operator allows.</param>
    public static PayoutReading Read(JsonElement body, ServiceList services, DateTimeOffset now, AddressSettings settings)
    {
        var fields = new JsonFields(body);
        fields.RefuseOthers(Members);
        var clientId = fields.Required("client_id", TextRules.NewClientId, TextRules.ClientId);
        var asset = fields.Required("asset", TextRules.Code)?.ToUpperInvariant();
        var network = fields.Required("network", NetworkFault)?.ToUpperInvariant();
        var pairFault = asset is null || network is null ? null : OfferedPairs.Fault(services, asset, network);
        var amount = fields.Required("amount", (string text, out decimal value) => ReadAmount(text, pairFault is null ? asset : null, network, out value), Amounts.Read);
        var address = fields.Required("wallet_address", text => AddressFault(network, text, settings), text => AddressFault(network, text, null));
        var memo = fields.Optional("memo", text => MemoFault(network, text) ?? CharacterRules.ExactFault(text), text => MemoFault(network, text));
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

    private static string? NetworkFault(string text) =>
        TextRules.Code(text) ?? (WalletAddress.Knows(text.ToUpperInvariant()) ? null : "is not a network that payouts can be made on.");

    /// <summary>Without settings: by what earlier releases asked of an address.</summary>
    private static string? AddressFault(string? network, string text, AddressSettings? settings) =>
        text.Length == 0 ? "must not be empty."
        : network is null ? null
        : (settings is null ? WalletAddress.ValidateForm(network, text) : WalletAddress.Validate(network, text, settings.AllowOffCurve)) is { } fault ? $"{fault}."
        : null;

    /// <summary>Whose pair is wrong has no decimals: the general bound is all that can be said.</summary>
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

    private static string? MemoFault(string? network, string text) =>
        TextRules.Free(text, MaxMemoLength)
        ?? (network is null || WalletAddress.HasMemo(network) ? null : $"must be absent: {network} has no memo.");

    private static string? ReadWord<TEnum>(string text, out TEnum value)
        where TEnum : struct, Enum =>
        Words<TEnum>.TryParse(text, out value) ? null : $"must be one of {string.Join(", ", Words<TEnum>.All)}.";

    private static string? ReadSchedule(string text, DateTimeOffset now, out DateTimeOffset time)
    {
        if (!Times.TryParse(text, out time))
        {
            return "must be an RFC 3339 time with an offset, such as 2026-11-23T10:00:00Z.";
        }

        time = Times.Truncate(time);
        return time > now.AddDays(MaxDaysAhead) ? $"must be at most {MaxDaysAhead} days ahead." : null;
    }
}
