using Microsoft.OpenApi;
using Payouts.Gateway.Http;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.OpenApi;

/// <summary>What callers send.</summary>
internal static class RequestSchemas
{
    public static readonly NamedSchema PayoutRequest = new(nameof(PayoutRequest), ForPayoutRequest);

    /// <summary>Also in answers, where it is what the request had.</summary>
    public static readonly NamedSchema Metadata = new(nameof(Metadata), _ => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Pairs of texts, handed back and never interpreted; 4 KiB of keys and values in all.",
        MaxProperties = MetadataReader.MaxPairs,
        AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
    });

    public static readonly NamedSchema HeleketWebhook = new(nameof(HeleketWebhook), _ =>
    {
        var schema = Object("What Heleket sends when a payout of its own changed. It may have other members, which are signed too.", new()
        {
            ["type"] = Text("Always payout."),
            ["order_id"] = Text("The payout's id."),
            ["status"] = Text("Heleket's word."),
            ["is_final"] = Flag("Whether Heleket calls its word final."),
            ["sign"] = Text("Over all other members, in the order in which they were sent."),
        }, "order_id", "status", "is_final");
        schema.AdditionalProperties = new OpenApiSchema();
        return schema;
    });

    private static OpenApiSchema ForPayoutRequest(OpenApiDocument document)
    {
        var schema = Object("What is to be paid, to whom. A member that is not listed is refused.", new()
        {
            ["client_id"] = Text("The client on whose behalf it is paid.", TextRules.NewClientIdPattern, 1, 64),
            ["asset"] = Text("The coin's code, in any case; stored in upper case.", TextRules.CodePattern, 1, 20),
            ["network"] = Text("The network's code, in any case; stored in upper case. The pair must be one that Heleket offers.", TextRules.CodePattern, 1, 20),
            ["amount"] = Amount("Units of the asset, greater than zero, at most 18 digits before and 8 after the point, and no more after it than the coin has on the network. Never a JSON number."),
            ["wallet_address"] = Text("The receiver, valid on the network. Handed back as it is; compared by the account that it stands for.", min: 1, max: 128),
            ["memo"] = Text("Only on networks that have one (TON). No invisible character, no blank but U+0020, and none at the ends.", min: 1, max: PayoutRequestReader.MaxMemoLength).OrNull(),
            ["origin"] = WordSchemas.Origin.OrNullIn(document, "How the payout came about; manual if absent or null."),
            ["reference"] = Text("The caller's own name for this payout. No control or format character, no blank but U+0020, and none at the ends.", min: 1, max: PayoutRequestReader.MaxTextLength).OrNull(),
            ["requested_by"] = Text("Who asked; for the audit trail. Written by the same rule.", min: 1, max: PayoutRequestReader.MaxTextLength).OrNull(),
            ["scheduled_for"] = Time($"Nothing is sent before it; at most {PayoutRequestReader.MaxDaysAhead} days ahead; a past time means now.").OrNull(),
            ["fee_payer"] = WordSchemas.FeePayer.OrNullIn(document, "Who bears the fee; merchant if absent or null."),
            ["metadata"] = Metadata.OrNullIn(document, "Handed back, never interpreted."),
        }, "memo", "origin", "reference", "requested_by", "scheduled_for", "fee_payer", "metadata");
        schema.AdditionalPropertiesAllowed = false;
        return schema;
    }
}
