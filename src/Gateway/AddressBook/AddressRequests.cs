using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.OpenApi;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Catalog;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.AddressBook;

/// <summary>An address to add, as the caller describes it.</summary>
internal sealed record NewAddress(string Network, string? Asset, string Address, string? Memo, string Label, bool AcknowledgeSimilar);

/// <summary>Reads what is asked of an address book (docs/http-api.md, "Addresses").</summary>
internal static class AddressRequests
{
    /// <summary>The parameter of the routes that says whose book it is.</summary>
    public const string ClientId = "client_id";

    public const int MaxBodyBytes = 32 * 1024;
    public const int MaxLabelLength = 80;
    public const int MaxReasonLength = 200;
    public const int MaxLimit = 100;
    public const int DefaultLimit = 25;

    /// <summary>The parameters of a list, in the order of the contract.</summary>
    public static readonly ImmutableArray<string> Parameters = ["status", "network", "limit", "cursor"];

    private static readonly ImmutableArray<string> Members = ["network", "asset", "address", "memo", "label", "acknowledge_similar"];

    public static readonly NamedSchema NewSchema = new("AddressRequest", _ => Closed(
        "An address to add to a client's book. Unknown members are rejected.",
        new()
        {
            ["network"] = Text("The network's code, in any case.", TextRules.CodePattern, 1, 20),
            ["asset"] = Text("The only asset that may be paid to it; any on the network if absent or null.", TextRules.CodePattern, 1, 20).OrNull(),
            ["address"] = Text("Valid on the network.", min: 1, max: 128),
            ["memo"] = Text("Only on networks that have memos (TON); another memo is another receiver.", min: 1, max: PayoutRequestReader.MaxMemoLength).OrNull(),
            ["label"] = Text("Its name for people. No control or format character, no blank but U+0020, and none at the ends.", min: 1, max: MaxLabelLength),
            ["acknowledge_similar"] = Flag("Add it although it looks like another entry; false if absent."),
        },
        "asset", "memo", "acknowledge_similar"));

    public static readonly NamedSchema RevocationSchema = new("AddressRevocation", _ => Closed(
        "Why the address is revoked. Unknown members are rejected.",
        new() { ["reason"] = Text("Kept with the entry; the first reason stays.", min: 1, max: MaxReasonLength) }));

    /// <summary>Reads a body.</summary>
    /// <inheritdoc cref="JsonRequest.ReadAsync"/>
    public static Task<(T? Read, ProblemResult? Problem)> ReadAsync<T>(HttpRequest http, Func<JsonFields, T?> read, CancellationToken cancellationToken)
        where T : class => JsonRequest.ReadAsync(http, MaxBodyBytes, read, cancellationToken);

    public static NewAddress? New(JsonFields fields, ServiceList services, AddressSettings settings)
    {
        fields.RefuseOthers("an address", Members);
        var network = fields.Required("network", PayoutRequestReader.NetworkFault)?.ToUpperInvariant();
        var asset = fields.Optional("asset", TextRules.Code)?.ToUpperInvariant();
        if (asset is not null && network is not null && OfferedPairs.Fault(services, asset, network) is { } pair)
        {
            fields.Fault(pair.Pointer, pair.Detail);
        }

        var address = fields.Required("address", text => PayoutRequestReader.AddressFault(network, text, settings));
        var memo = fields.Optional("memo", text => PayoutRequestReader.ExactMemoFault(network, text));
        var label = fields.Required("label", text => TextRules.Free(text, MaxLabelLength) ?? CharacterRules.NameFault(text));
        var acknowledges = Flagged(fields, "acknowledge_similar");
        return network is null || address is null || label is null ? null : new(network, asset, address, memo, label, acknowledges);
    }

    public static string? Reason(JsonFields fields)
    {
        fields.RefuseOthers("a revocation", ["reason"]);
        return fields.Required("reason", text => TextRules.Said(text, MaxReasonLength));
    }

    /// <summary>Reads the parameters of a list, or says what is wrong with them.</summary>
    public static (BookQuery? Query, ProblemResult? Problem) Query(IQueryCollection query, AddressCursor cursors)
    {
        var reader = new QueryFields(query);
        reader.RefuseOthers(Parameters);
        var status = reader.Value<AddressStatus>("status", ReadStatus);
        var network = reader.Text("network", TextRules.Code)?.ToUpperInvariant();
        var limit = reader.Whole("limit", 1, MaxLimit) ?? DefaultLimit;
        var cursor = reader.Cursor("cursor");
        var after = cursor is null ? null : cursors.Read(cursor);
        return !reader.Errors.IsEmpty ? (null, ProblemResult.Invalid(reader.Errors))
            : cursor is not null && after is null ? (null, new ProblemResult(ProblemRegistry.InvalidCursor, "The cursor was not issued by this service."))
            : (new BookQuery(limit, status, network, after), null);
    }

    private static string? ReadStatus(string text, out AddressStatus status) =>
        EnumNames<AddressStatus>.TryParse(text, out status) && status != AddressStatus.New ? null : $"must be one of {string.Join(", ", AddressShapes.Statuses)}.";

    private static bool Flagged(JsonFields fields, string name)
    {
        switch (fields.Find(name)?.ValueKind)
        {
            case JsonValueKind.True:
                return true;
            case null or JsonValueKind.False:
                return false;
            default:
                fields.Fault($"/{name}", "must be true or false.");
                return false;
        }
    }

    private static OpenApiSchema Closed(string description, Dictionary<string, IOpenApiSchema> members, params string[] optional)
    {
        var schema = Schemas.Object(description, members, optional);
        schema.AdditionalPropertiesAllowed = false;
        return schema;
    }
}
