using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using Payouts.Addresses;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.Limits;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Gateway.Policies;

/// <summary>What a check asks beside the payout.</summary>
/// <param name="Person">Who would call; <see langword="null"/>: nobody.</param>
/// <param name="Key">With which key.</param>
internal sealed record CheckedCaller(string? Person, string? Key);

/// <summary>What is to be judged.</summary>
/// <param name="Request">The payout that would be made.</param>
/// <param name="Facts">What rules and limits look at.</param>
internal sealed record AskedCheck(PayoutRequest Request, PayoutFacts Facts);

/// <summary><c>POST /policy/check</c>: a create's body, judged and not stored (docs/http-api.md, "Policy").</summary>
internal static class PolicyCheckEndpoint
{
    private const string As = "as";
    private const string At = "at";
    private const string Proposal = "proposal";
    private static readonly ImmutableArray<string> CallerMembers = ["person", "key"];
    private static readonly ImmutableArray<string> Parameters = [Proposal];

    private static readonly NamedSchema CallerSchema = new("PolicyCheckCaller", _ =>
    {
        var schema = Schemas.Object("Who would call. Unknown members are rejected.", new Dictionary<string, IOpenApiSchema>
        {
            ["person"] = Schemas.Text("The person; absent or null: nobody.", min: 1, max: 128).OrNull(),
            ["key"] = Schemas.Text("The key, by id or name, as the policy names it; absent or null: none.", min: 1, max: 128).OrNull(),
        }, "person", "key");
        schema.AdditionalPropertiesAllowed = false;
        return schema;
    });

    public static readonly NamedSchema RequestSchema = new("PolicyCheckRequest", document =>
    {
        var schema = PayoutRequestReader.Schema.Build(document);
        schema.Description = "A create's body, and who would send it when. Unknown members are rejected.";
        schema.Properties![As] = CallerSchema.OrNullIn(document, "Who would call; the caller if absent or null. Requires the scope `payouts:admin`.");
        schema.Properties[At] = Schemas.Time("When it would be made; now if absent or null.").OrNull();
        return schema;
    });

    public static async Task<Results<ShapeResult<CheckedPayout>, ProblemResult>> HandleAsync(
        HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, OfferedServices services, AddressSettings addresses, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new QueryFields(http.Query);
        query.RefuseOthers(Parameters, "a check");
        var proposal = query.Text(Proposal, _ => null);
        if (!query.Errors.IsEmpty)
        {
            return ProblemResult.Invalid(query.Errors);
        }

        var offered = await services.CurrentAsync(cancellationToken);
        var now = WholeMilliseconds.Floor(time.GetUtcNow());
        var (asked, problem) = await ReadAsync(http, caller, body => PayoutRequestReader.Read(body, offered, now, addresses, As, At), now, cancellationToken);
        if (asked is not { } judged)
        {
            return problem!;
        }

        // What others propose is not for a key that sees one client.
        var isWhole = caller.BoundClient() is null;
        if (proposal is not null && !isWhole)
        {
            return ProposalChanges.NoSuchProposal();
        }

        return await JudgeAsync(judged, proposal, isWhole, grains, cancellationToken) is { } shown
            ? new ShapeResult<CheckedPayout>(PolicyCheckShape.Shape, shown)
            : ProposalChanges.NoSuchProposal();
    }

    private static async Task<CheckedPayout?> JudgeAsync(AskedCheck asked, string? proposal, bool isWhole, GrainCalls grains, CancellationToken cancellationToken)
    {
        var request = asked.Request;
        var standing = await grains.RunAsync(
            factory => factory.GetGrain<IAddressBookGrain>(request.ClientId).Standing(
                AddressId.Of(request.ClientId, request.Network, request.WalletAddress, request.Memo), AddressShape.Of(request.Network, request.WalletAddress), request.Asset),
            cancellationToken);
        var address = new KnownAddress((AddressCondition)(int)standing.Status, !standing.SimilarTo.IsDefaultOrEmpty);
        var check = await ProposalChanges.CallAsync(grains, grain => grain.Check(new(asked.Facts, address, proposal)), cancellationToken);
        if (!check.IsFound)
        {
            return null;
        }

        var pauses = await grains.RunAsync(factory => factory.GetGrain<IPausesGrain>(IPausesGrain.Key).Read(), cancellationToken);
        var limits = check.Limits.IsDefault ? [] : check.Limits.Where(limit => isWhole || limit.Rule.IsOwnOf(request.ClientId));
        return new(
            check,
            proposal,
            isWhole,
            await grains.CheckAsync(limits, request.Amount, cancellationToken),
            new(standing, WalletAddress.StrengthOf(request.Network, request.WalletAddress), check.IsAddressRequired),
            [.. pauses.Pauses.Select(pause => pause.Scope).Where(scope => PauseScope.TryParse(scope, out var known) && known.Value.Covers(request.ClientId, request.Asset, request.Network))]);
    }

    /// <summary>An example of a body.</summary>
    public static JsonObject Example()
    {
        var body = PayoutRequestReader.Example();
        body[As] = new JsonObject { ["person"] = "ana@example.com" };
        body[At] = null;
        return body;
    }

    private static async Task<(AskedCheck? Asked, ProblemResult? Problem)> ReadAsync(
        HttpRequest http, ClaimsPrincipal caller, Func<JsonElement, PayoutReading> read, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!JsonBody.IsIn(http))
        {
            return (null, ProblemResult.NotJson());
        }

        if (await RequestBody.ReadAsync(http, CreatePayoutEndpoint.MaxBodyBytes, cancellationToken) is not { } body)
        {
            return (null, new(ProblemRegistry.PayloadTooLarge, $"The body is at most {CreatePayoutEndpoint.MaxBodyBytes} bytes."));
        }

        using var document = JsonBody.Parse(body, out var fault);
        if (document is null)
        {
            return (null, new(ProblemRegistry.MalformedJson, fault));
        }

        var reading = read(document.RootElement);
        var fields = new JsonFields(document.RootElement);
        var (by, at) = (CallerOf(fields), fields.Optional<DateTimeOffset>(At, QueryFields.ReadTime));
        if (reading.Request is not { } request || !fields.Errors.IsEmpty)
        {
            return (null, ProblemResult.Invalid([.. reading.Faults, .. fields.Errors]));
        }

        return CreatePayoutEndpoint.ProblemOf(reading) is { } refused ? (null, refused)
            : !caller.MaySee(request.ClientId) ? (null, new(ProblemRegistry.Forbidden, "The key is bound to another client."))
            : by is not null && !caller.HasClaim(ApiKey.ScopeClaim, Scopes.Admin) ? (null, new(ProblemRegistry.Forbidden, $"\"{As}\" needs the scope {Scopes.Admin}."))
            : (new(request, FactsOf(request, caller, by, at ?? now)), null);
    }

    private static CheckedCaller? CallerOf(JsonFields fields)
    {
        if (fields.Object(As) is not { } inner)
        {
            return null;
        }

        inner.RefuseOthers("the caller of a check", CallerMembers);
        return new(inner.Optional("person", text => TextRules.Free(text, 128)), inner.Optional("key", text => TextRules.Free(text, 128)));
    }

    private static PayoutFacts FactsOf(PayoutRequest request, ClaimsPrincipal caller, CheckedCaller? other, DateTimeOffset at)
    {
        var by = caller.Caller();
        return new()
        {
            ClientId = request.ClientId,
            Asset = request.Asset,
            Network = request.Network,
            Amount = request.Amount,
            Origin = request.Origin,
            At = at,
            Person = other is null ? by.Person : other.Person,
            Key = other is not null ? other.Key : by.Key is null ? null : caller.FindFirstValue(ClaimTypes.Name),
            KeyId = other is null ? by.Key : null,
        };
    }
}
