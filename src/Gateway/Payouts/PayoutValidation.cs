using System.Collections.Immutable;
using Payouts.Addresses;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Payouts;

/// <summary>What a create would do (docs/http-api.md, "Validate").</summary>
/// <param name="Id">The id that the payout would have.</param>
/// <param name="Command">What would be created.</param>
/// <param name="Fee">Heleket's fee in units of the asset, if the catalog tells.</param>
/// <param name="Existing">The payout that the same request would give back, if there is one.</param>
internal sealed record PayoutValidation(string Id, CreatePayout Command, decimal? Fee, Payout? Existing)
{
    /// <summary>The parameter that asks for it.</summary>
    public const string Parameter = "validate";

    public static readonly NamedSchema StrengthWord = WordSchemas.Answered<AddressStrength>(
        "What the checksum of this very address is worth. strong: a slip does not pass. conditional: Ethereum-like, in mixed case. weak: 16 bits, TON. none: Solana, and Ethereum-like in one case; compare it character by character.");

    private static readonly Shape<PayoutRequest> Request = new Shape<PayoutRequest>("ValidRequest", "A request as it would be stored: every member, in its normal form.")
        .Text("client_id", Text("The client.", TextRules.ClientIdPattern), request => request.ClientId)
        .Text("asset", Text("Upper case."), request => request.Asset)
        .Text("network", Text("Upper case."), request => request.Network)
        .Amount("amount", Amount("Units of the asset, without unnecessary zeros."), request => request.Amount)
        .Text("wallet_address", Text("The receiver."), request => request.WalletAddress)
        .Text("memo", Text("Belongs to the receiver's address.").OrNull(), request => request.Memo)
        .Word<PayoutOrigin>("origin", PayoutWords.OriginWord, request => request.Origin)
        .Text("reference", Text("The caller's own name for it.").OrNull(), request => request.Reference)
        .Text("requested_by", Text("Who asked for it.").OrNull(), request => request.RequestedBy)
        .Time("scheduled_for", Time("Nothing is sent before this time.").OrNull(), request => request.ScheduledFor)
        .Word<FeePayer>("fee_payer", PayoutWords.FeePayerWord, request => request.FeePayer)
        .Texts("metadata", PayoutShape.Metadata, request => request.Metadata);

    /// <summary>As the contract shows it.</summary>
    public static readonly Shape<PayoutValidation> Shape = new Shape<PayoutValidation>(nameof(PayoutValidation), "What a create would do. Nothing was stored.")
        .Text("id", Text("The id that the payout would have.", PayoutId.Pattern), shown => shown.Id)
        .Text("idempotency_key", Text("The header's value, or the key derived from the content.", min: 1, max: 128), shown => shown.Command.IdempotencyKey)
        .Object("request", Request, shown => shown.Command.Request)
        .Word<AddressStrength>("address_strength", StrengthWord, shown => WalletAddress.StrengthOf(shown.Command.Request.Network, shown.Command.Request.WalletAddress))
        .Flag("takes_memo", "Whether payouts on this network may have a memo.", shown => WalletAddress.HasMemo(shown.Command.Request.Network))
        .Amount("fee", Amount("Heleket's fee by the catalog, in units of the asset; null if the catalog does not tell.").OrNull(), shown => shown.Fee)
        .ObjectOrNull("existing", "The payout that the same request would give back; null if it would make one.", PayoutShape.Payout, shown => shown.Existing);

    private static readonly ImmutableArray<string> Parameters = [Parameter];

    /// <summary>
    /// Reads the query of a create. Whatever it does not know is refused: whoever misspells the parameter must not pay.
    /// </summary>
    /// <param name="query">The query, whose names match in any case.</param>
    /// <param name="isAsked">Whether the request is only to be validated.</param>
    /// <param name="errors">Every error.</param>
    public static bool TryReadQuery(IQueryCollection query, out bool isAsked, out ImmutableArray<FieldError> errors)
    {
        isAsked = query.ContainsKey(Parameter);
        var fields = new QueryFields(query);
        fields.RefuseOthers(Parameters, "a create");
        fields.Text(Parameter, text => text == "true" ? null : "must be true; leave it out to create the payout.");
        errors = fields.Errors;
        return errors.IsEmpty;
    }
}
