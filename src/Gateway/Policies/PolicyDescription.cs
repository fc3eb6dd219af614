using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Payouts.Addresses;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Policies;

/// <summary>The OpenAPI description of the policy.</summary>
internal static class PolicyDescription
{
    private const string Id = "5f0c2a9e7b31d846";
    private const string Note = "Four eyes on large payouts";

    private static readonly LimitRule DayLimit = new() { Name = "client-day", Per = [LimitPer.Client, LimitPer.Asset], Window = TimeSpan.FromDays(1), MaxAmount = 50000, MaxCount = 500 };

    private static readonly Policy Policy = new()
    {
        Rules =
        [
            new()
            {
                Name = "large-usdt",
                When = new() { Asset = ["USDT"], Amount = new(From: 10000) },
                Unless = new() { Client = [Examples.ClientId] },
                Then = PolicyAction.Approve,
                Needed = [new(null, 2)],
                ExpiresAfter = TimeSpan.FromDays(3),
            },
            new()
            {
                Name = "no-night",
                When = new() { Origin = [PayoutOrigin.Manual], Hours = new() { Zone = "Europe/Vienna", From = new(22, 0), To = new(6, 0) } },
                Then = PolicyAction.Hold,
            },
        ],
        Limits = [DayLimit],
    };

    private static readonly PolicyVersion InForce =
        new(Policy, new(1, Id, Note, "ada@example.com", Examples.Start, "eve@example.com", Examples.Start.AddHours(1)));

    private static readonly Proposal Proposed = new(Id, Policy, 0, Note, [], "ada@example.com", Examples.Start, Examples.Start.AddDays(7));

    private static readonly Proposal Approved =
        Proposed with { Status = ProposalStatus.Approved, Decision = new("eve@example.com", Examples.Start.AddHours(1), PolicyVersion: 1), Version = 2 };

    private static readonly Proposal Rejected =
        Proposed with { Status = ProposalStatus.Rejected, Decision = new("eve@example.com", Examples.Start.AddHours(1), "too strict"), Version = 2 };

    public static void Read(OperationDescription text) => text
        .Summary("Read the policy in force", "Version 0 allows everything. Not for a key that is bound to a client.")
        .Scope(Scopes.Read)
        .Answer(200, "The policy.", PolicyShape.InForce.Schema, PolicyShape.InForce.Example(InForce), ETag(1))
        .Problems(ProblemRegistry.Unavailable);

    public static void Versions(OperationDescription text) => text
        .Summary("List the versions of the policy", "The last 50: who proposed and who approved each, when and why.")
        .Scope(Scopes.Read)
        .Answer(200, "The versions.", ProposalShape.Versions.Schema, ProposalShape.Versions.Example([InForce.Origin!]))
        .Problems(ProblemRegistry.Unavailable);

    public static void Version(OperationDescription text) => text
        .Summary("Read a version of the policy", "One of the last 50.")
        .Path("number", "Its number.", Text(), "1")
        .Scope(Scopes.Read)
        .Answer(200, "The version.", ProposalShape.OneVersion.Schema, ProposalShape.OneVersion.Example(InForce))
        .Problems(ProblemRegistry.NotFound, ProblemRegistry.Unavailable);

    public static void Proposals(OperationDescription text) => text
        .Summary("List the proposals", "Those that wait, and the last that do not, without their policies.")
        .Scope(Scopes.Read)
        .Answer(200, "The proposals.", ProposalShape.List.Schema, ProposalShape.List.Example([Proposed]))
        .Problems(ProblemRegistry.Unavailable);

    public static void Proposal(OperationDescription text) => text
        .Summary("Read a proposal", "With its policy, and with what it changes.")
        .Path("id", "Its id.", Text(), Id)
        .Scope(Scopes.Read)
        .Answer(200, "The proposal.", ProposalShape.Proposal.Schema, Example(Proposed), ETag(1))
        .Problems(ProblemRegistry.ProposalNotFound, ProblemRegistry.Unavailable);

    public static void Propose(OperationDescription text) => text
        .Summary("Propose a policy", "It changes nothing until another person approves it, within 7 days. Only for a person.")
        .Scope(Scopes.Admin)
        .Header("If-Match", "Required: \"*\" or the strong entity tag of the policy in force.", Text())
        .Body($"At most {ProposalRequests.MaxBodyBytes} bytes.", ProposalRequests.ProposalSchema, ("policy", new JsonObject
        {
            ["policy"] = PolicyShape.Content.Example(Policy),
            ["note"] = Note,
        }))
        .Answer(201, "Proposed.", ProposalShape.Proposal.Schema, Example(Proposed), ("Location", "The proposal's path.", $"/policy/proposals/{Id}"), ETag(1))
        .Invalid("/policy/rules/0/when/amount", "needs exactly one \"asset\" beside it: amounts of two coins do not compare.")
        .Problems([.. OfBodies, ProblemRegistry.PersonRequired, ProblemRegistry.VersionMismatch, ProblemRegistry.PreconditionRequired, ProblemRegistry.Unavailable]);

    public static void Approve(OperationDescription text) => text
        .Summary("Approve a proposal", "It is in force on every silo by \"effective_by\". Not for the person who proposed it. Repeating it gives the same response.")
        .Path("id", "Its id.", Text(), Id)
        .Scope(Scopes.Admin)
        .Header("If-Match", "Required: \"*\" or the proposal's strong entity tag.", Text())
        .Answer(200, "The proposal, approved.", ProposalShape.Proposal.Schema, Example(Approved, Examples.Start.AddHours(1).AddSeconds(5)), ETag(2))
        .Invalid("/if-match", EntityTags.Rule)
        .Problems([.. OfDecisions, ProblemRegistry.SelfApproval, ProblemRegistry.PersonRequired]);

    public static void Reject(OperationDescription text) => text
        .Summary("Reject or withdraw a proposal", "Who proposed it withdraws it; anybody else rejects it. Repeating it gives the same response.")
        .Path("id", "Its id.", Text(), Id)
        .Scope(Scopes.Admin)
        .Header("If-Match", "Required: \"*\" or the proposal's strong entity tag.", Text())
        .Body($"At most {ProposalRequests.MaxBodyBytes} bytes.", ProposalRequests.RejectionSchema, ("reason", new JsonObject { ["reason"] = "too strict" }))
        .Answer(200, "The proposal, rejected or withdrawn.", ProposalShape.Proposal.Schema, Example(Rejected), ETag(2))
        .Invalid("/reason", $"must have 1 to {ProposalRequests.MaxTextLength} characters; leave it out if there is none.")
        .Problems([.. OfBodies, .. OfDecisions]);

    public static void Check(OperationDescription text) => text
        .Summary("Check a payout against the policy", "A create's body, judged and not stored; no limit reserves anything. A key that is bound to a client sees the decision, the rule's name and its own limits.")
        .Query("proposal", "Judge by this proposal instead of the policy in force.", Text())
        .Scope(Scopes.Read)
        .Body($"At most {CreatePayoutEndpoint.MaxBodyBytes} bytes.", PolicyCheckEndpoint.RequestSchema, ("payout", PolicyCheckEndpoint.Example()))
        .Answer(200, "How it would be judged.", PolicyCheckShape.Shape.Schema, PolicyCheckShape.Shape.Example(new(
            new(IsFound: true, PolicyAction.Approve, "large-usdt", [new("large-usdt", true, "Everything in \"when\" is so.")], [new(null, 2)], 1),
            null,
            IsWhole: true,
            [new(DayLimit, "client-day/1.00:00:00/client=c-1042/asset=USDT", new(12, 31200m, 0), new(LimitVerdict.Full, AvailableAt: Examples.Start.AddHours(9)))],
            new(new(AddressStatus.Active, []), AddressStrength.Strong, IsRequired: false),
            [])))
        .Invalid("/amount", "is required.")
        .Problems([.. OfBodies, ProblemRegistry.ProposalNotFound, ProblemRegistry.Unavailable]);

    private static ImmutableArray<ProblemKind> OfBodies =>
        [ProblemRegistry.MalformedJson, ProblemRegistry.RequestTimeout, ProblemRegistry.PayloadTooLarge, ProblemRegistry.UnsupportedMediaType, ProblemRegistry.BadRequest];

    private static ImmutableArray<ProblemKind> OfDecisions =>
    [
        ProblemRegistry.ProposalNotFound, ProblemRegistry.ProposalClosed, ProblemRegistry.ProposalOutdated, ProblemRegistry.VersionMismatch,
        ProblemRegistry.PreconditionRequired, ProblemRegistry.Unavailable,
    ];

    private static JsonNode Example(Proposal proposal, DateTimeOffset? effectiveBy = null) =>
        ProposalShape.Proposal.Example(new(ProposalVerdict.Done, 0, proposal, Policy.None, [], effectiveBy));

    private static (string, string, JsonNode) ETag(long version) => ("ETag", "The version, a strong entity tag.", EntityTags.Of(version));
}
