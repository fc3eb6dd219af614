using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Payouts.Addresses;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.AddressBook;

/// <summary>Entries of address books as the contract shows them (docs/http-api.md, "Addresses").</summary>
internal static class AddressShapes
{
    /// <summary>What an entry can be; nothing that is in a book is new.</summary>
    public static readonly ImmutableArray<string> Statuses = [.. EnumNames<AddressStatus>.All.Where(name => name != EnumNames.Of(AddressStatus.New))];

    /// <summary>A status to ask for.</summary>
    public static readonly NamedSchema Status = new("AddressStatus", _ => new()
    {
        Type = JsonSchemaType.String,
        Description = "What an entry is.",
        Enum = [.. Statuses.Select(word => (JsonNode)JsonValue.Create(word))],
    });

    public static readonly Shape<AddressView> Entry = new Shape<AddressView>("Address", "A receiver in a client's address book.")
        .Text("id", Text("Of client, network, account and memo: the same in every spelling of the address.", AddressId.Pattern), shown => shown.Entry.Id)
        .Text("client_id", Text("Whose it is."), shown => shown.ClientId)
        .Text("network", Text("Upper case."), shown => shown.Entry.Network)
        .Text("asset", Text("The only asset that it is meant for, in upper case; null: any on the network.").OrNull(), shown => shown.Entry.Asset)
        .Text("address", Text("As it was sent."), shown => shown.Entry.Address)
        .Text("memo", Text("Belongs to the address.").OrNull(), shown => shown.Entry.Memo)
        .Text("label", Text("Its name for people."), shown => shown.Entry.Label)
        .Word<AddressStrength>("strength", PayoutValidation.StrengthWord, shown => WalletAddress.StrengthOf(shown.Entry.Network, shown.Entry.Address))
        .Word<AddressStatus>(
            "status", WordSchemas.Open("AddressEntryStatusWord", "What it is now. cooling: until active_at. revoked: for good, unless it is added again.", [.. Statuses]), shown => shown.Status)
        .Time("active_at", Time("From when it is active, unless it is revoked."), shown => shown.Entry.ActiveAt)
        .List("similar_to", "The ids of the entries that it looks like, as was acknowledged when it was added.", shown => shown.Entry.SimilarTo)
        .ObjectOrNull("created_by", "Who added it, the last time; null for keys that are bound to a client.", PayoutShape.Caller, shown => shown.CreatedBy)
        .Time("created_at", Time("When it was added, the last time."), shown => shown.Entry.CreatedAt)
        .Text("activated_by", Text("The person who made it active before its time; null for nobody, and for keys that are bound to a client.").OrNull(), shown => shown.ActivatedBy)
        .Time("activated_at", Time("When.").OrNull(), shown => shown.Entry.Activated?.At)
        .ObjectOrNull("revoked_by", "Who revoked it; null where nobody did, and for keys that are bound to a client.", PayoutShape.Caller, shown => shown.RevokedBy)
        .Time("revoked_at", Time("When.").OrNull(), shown => shown.Entry.Revoked?.At)
        .Text("revoke_reason", Text("Why.").OrNull(), shown => shown.Entry.Revoked?.Reason)
        .Count("version", Count("1, and one more with each change; the ETag. That it becomes active in time is none.", minimum: 1), shown => shown.Entry.Version);

    public static readonly Shape<AddressPage> Pages = new Shape<AddressPage>("AddressPage", "One page, newest first.")
        .List("data", "The entries.", Entry, page => page.Entries, 100)
        .Text("next_cursor", Text("The cursor of the next page; null on the last.").OrNull(), page => page.Next)
        .Flag("has_more", "Whether more pages follow.", page => page.Next is not null);
}
