using System.Collections.Immutable;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces.Controls;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Keys;

/// <summary>Keys as the contract shows them (docs/http-api.md, "Keys").</summary>
internal static class KeyShape
{
    private static readonly Shape<KeySecret> Secret = new Shape<KeySecret>(nameof(KeySecret), "When a secret of the key works; never the secret.")
        .Time("from", Time("When it was made."), secret => secret.From)
        .Time("until", Time("It works before this time; null: as long as the key.").OrNull(), secret => secret.Until);

    public static readonly Shape<KeyView> Key = Members("Key", "An API key, without its secrets.");

    public static readonly Shape<KeyView> NewSecret = Members("KeyWithSecret", "An API key with a new secret, which no other response ever shows.")
        .Text("secret", Text("What the service sends as its bearer token. It works everywhere within 8 s."), key => key.Secret);

    public static readonly Shape<ImmutableArray<KeyView>> Keys = new Shape<ImmutableArray<KeyView>>("KeyList", "All API keys.")
        .List("data", "The configured ones in their order, then the others as they were made.", Key, keys => keys);

    private static Shape<KeyView> Members(string name, string description) => new Shape<KeyView>(name, description)
        .Text("id", Text("Its id; a configured key's is its name."), key => key.Id)
        .Text("name", Text("Its name."), key => key.Name)
        .Word<KeyKind>("kind", WordSchemas.Answered<KeyKind>("Where the key comes from: the configuration, or POST /keys."), key => key.Kind)
        .Text("person", Text("Whose key it is; null: nobody's.").OrNull(), key => key.Person)
        .List("scopes", "What it may do.", key => key.Scopes)
        .Text("client_id", Text("The only client that it sees; null: all.", TextRules.ClientIdPattern).OrNull(), key => key.ClientId)
        .Word<KeyStatus>("status", WordSchemas.Answered<KeyStatus>("Whether the key works."), key => key.Status)
        .Text("created_by", Text("The person who made it; null for a configured key.").OrNull(), key => key.CreatedBy)
        .Time("created_at", Time("When it was made; null for a configured key.").OrNull(), key => key.CreatedAt)
        .Time("expires_at", Time("It works before this time; null: until it is revoked.").OrNull(), key => key.ExpiresAt)
        .Time("last_used_at", Time("When it was last used, to 10 minutes; null: never, or not that anyone remembers.").OrNull(), key => key.LastUsedAt)
        .List("secrets", "Those that work, the newest last; empty for a configured key.", Secret, key => key.Secrets)
        .Count("version", Count("1, and one more with each change.", minimum: 1), key => key.Version);
}
