using System.Collections.Immutable;
using System.Globalization;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Policies;

/// <summary>Policies as the contract shows them (docs/http-api.md, "Policy"): what is not given is not there.</summary>
internal static class PolicyShape
{
    private const string NamePattern = "^[a-z0-9-]{1,40}$";
    private const string SpanPattern = @"^([0-9]+\.)?[0-9]{2}:[0-9]{2}:[0-9]{2}$";
    private const string TimePattern = "^[0-9]{2}:[0-9]{2}$";

    private static readonly NamedSchema ActionWord = WordSchemas.Answered<PolicyAction>("What becomes of a payout: it is made; it waits for approvals; it waits until somebody lets it go; it is not made.");
    private static readonly NamedSchema DayWord = WordSchemas.Answered<Weekday>("A day of the week.");
    private static readonly NamedSchema AddressWord = WordSchemas.Answered<AddressCondition>("What an address is to its client's book.");
    private static readonly NamedSchema ModeWord = WordSchemas.Answered<AddressMode>("Whether an address has to be active in its client's book.");
    private static readonly NamedSchema PerWord = WordSchemas.Answered<LimitPer>("What a limit counts apart.");
    private static readonly NamedSchema ExcessWord = WordSchemas.Answered<LimitExcess>("What becomes of a payout that does not fit.");

    private static readonly Shape<AmountRange> Amount = new Shape<AmountRange>("PolicyAmount", "An amount in units of the only asset beside it.")
        .Amount("from", Schemas.Amount("At least this."), range => range.From).If(range => range.From is not null)
        .Amount("below", Schemas.Amount("Less than this."), range => range.Below).If(range => range.Below is not null);

    private static readonly Shape<HoursRange> Hours = new Shape<HoursRange>("PolicyHours", "Hours of the day by the clocks of a place.")
        .Text("zone", Text("An IANA time zone.", min: 1, max: 64), hours => hours.Zone)
        .Text("from", Text("From this time.", TimePattern), hours => TextOf(hours.From))
        .Text("to", Text("Before this time; of the next day if it is not after \"from\".", TimePattern), hours => TextOf(hours.To))
        .Words("days", "On which days they begin; absent: every day.", DayWord, hours => hours.Days).If(hours => hours.Days is not []);

    private static readonly Shape<RuleCondition> Condition = new Shape<RuleCondition>("PolicyCondition", "All members that are there have to be so, and of a list any.")
        .Strings("client", "The clients.", "A client's id.", condition => condition.Client).If(condition => condition.Client is not [])
        .Strings("asset", "The coins.", "A coin's code.", condition => condition.Asset).If(condition => condition.Asset is not [])
        .Strings("network", "The networks.", "A network's code.", condition => condition.Network).If(condition => condition.Network is not [])
        .Words<PayoutOrigin>("origin", "How it came about.", PayoutWords.OriginWord, condition => condition.Origin).If(condition => condition.Origin is not [])
        .Strings("initiator", "Who called.", "A person, in whatever case.", condition => condition.Initiator).If(condition => condition.Initiator is not [])
        .Strings("key", "With which key.", "A key's id or name.", condition => condition.Key).If(condition => condition.Key is not [])
        .Flag("batch", "Whether it belongs to a batch.", condition => condition.Batch == true).If(condition => condition.Batch is not null)
        .Object("amount", Amount, condition => condition.Amount!).If(condition => condition.Amount is not null)
        .Object("hours", Hours, condition => condition.Hours!).If(condition => condition.Hours is not null)
        .Words("address", "What the address is to the client's book; not for limits.", AddressWord, condition => condition.Address).If(condition => condition.Address is not []);

    private static readonly Shape<PolicyRule> Rule = new Shape<PolicyRule>(nameof(PolicyRule), "If \"when\" is so and \"unless\" is not, it decides.")
        .Text("name", Text("No other rule has it.", NamePattern), rule => rule.Name)
        .Object("when", Condition, rule => rule.When!).If(rule => rule.When is not null)
        .Object("unless", Condition, rule => rule.Unless!).If(rule => rule.Unless is not null)
        .Word<PolicyAction>("then", ActionWord, rule => rule.Then)
        .List("needed", "Who has to approve, if \"then\" is approve.", PayoutApprovalShape.Needed, rule => rule.Needed, max: 5).If(rule => rule.Needed is not [])
        .Text("expires_after", Text("How long it waits for them; absent: 72 hours.", SpanPattern), rule => rule.ExpiresAfter is { } span ? TextOf(span) : null).If(rule => rule.ExpiresAfter is not null);

    private static readonly Shape<LimitRule> Limit = new Shape<LimitRule>("PolicyLimit", "How much, or how many, may leave within a sliding window.")
        .Text("name", Text("No other limit has it.", NamePattern), limit => limit.Name)
        .Object("when", Condition, limit => limit.When!).If(limit => limit.When is not null)
        .Object("unless", Condition, limit => limit.Unless!).If(limit => limit.Unless is not null)
        .Words("per", "What has a count of its own; absent: there is one count.", PerWord, limit => limit.Per).If(limit => limit.Per is not [])
        .Text("window", Text("01:00:00, 1.00:00:00, 7.00:00:00 or 30.00:00:00.", SpanPattern), limit => TextOf(limit.Window))
        .Amount("max_amount", Schemas.Amount("At most this sum of the only asset."), limit => limit.MaxAmount).If(limit => limit.MaxAmount is not null)
        .Count("max_count", Whole(1, int.MaxValue, "At most so many payouts."), limit => limit.MaxCount).If(limit => limit.MaxCount is not null)
        .Word<LimitExcess>("on_excess", ExcessWord, limit => limit.OnExcess)
        .List("needed", "Who has to approve, if \"on_excess\" is approve.", PayoutApprovalShape.Needed, limit => limit.Needed, max: 5).If(limit => limit.Needed is not []);

    private static readonly NamedSchema Clients = new("PolicyClients", document => new()
    {
        Type = Microsoft.OpenApi.JsonSchemaType.Object,
        Description = "The mode of a client, by its id.",
        AdditionalProperties = new Microsoft.OpenApi.OpenApiSchema { Type = Microsoft.OpenApi.JsonSchemaType.String, Description = "off or require." },
    });

    private static readonly Shape<AddressBookRule> Book = new Shape<AddressBookRule>("PolicyAddressBook", "Whose payouts go to known addresses alone.")
        .Word<AddressMode>("default", ModeWord, book => book.Default)
        .Texts("clients", Clients, book => book.Clients.ToImmutableSortedDictionary(client => client.Key, client => EnumNames.Of(client.Value), StringComparer.Ordinal))
        .Text("cooling_off", Text("How long after it was added an address is not active yet.", SpanPattern), book => TextOf(book.CoolingOff));

    /// <summary>The policy in force.</summary>
    public static readonly Shape<PolicyVersion> InForce = Members(
        new Shape<PolicyVersion>(nameof(Policy), "The policy in force.")
            .Count("format", Count("1: how the rest is to be read.", minimum: 1), _ => 1)
            .Count("version", Count("0, and one more with each change."), version => version.Number),
        version => version.Policy);

    /// <summary>A policy of whatever version.</summary>
    public static readonly Shape<Policy> Content = Members(
        new Shape<Policy>("PolicyContent", "A policy.").Count("format", Count("1: how the rest is to be read.", minimum: 1), _ => 1), policy => policy);

    /// <summary>A policy to propose: every member may be left out.</summary>
    public static readonly NamedSchema Draft = new("PolicyDraft", document =>
    {
        var schema = Content.Schema.Build(document);
        schema.Description = "A policy, as the answer shows one; \"version\" is not looked at. Unknown members are rejected.";
        schema.Properties!["version"] = Whole(0, int.MaxValue, "Where it was taken from.");
        schema.Required = new HashSet<string>();
        schema.AdditionalPropertiesAllowed = false;
        return schema;
    });

    private static Shape<T> Members<T>(Shape<T> shape, Func<T, Policy> policy) => shape
        .Word<PolicyAction>("default", ActionWord, shown => policy(shown).Default, "What becomes of a payout that no rule matches.")
        .List("rules", "From the top: the first that matches decides.", Rule, shown => policy(shown).Rules, max: 200)
        .List("limits", "All that match hold.", Limit, shown => policy(shown).Limits, max: 50)
        .Object("address_book", Book, shown => policy(shown).AddressBook);

    private static string TextOf(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string TextOf(TimeSpan span) => span.ToString("c", CultureInfo.InvariantCulture);
}
