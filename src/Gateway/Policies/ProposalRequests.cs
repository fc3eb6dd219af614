using System.Collections.Immutable;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Policies;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Policies;

/// <summary>A policy to propose, as the caller describes it.</summary>
internal sealed record NewProposal(Policy Policy, string Note);

/// <summary>Why a proposal is rejected.</summary>
internal sealed record Rejection(string? Reason);

/// <summary>Reads what callers send to change the policy (docs/http-api.md, "Policy").</summary>
internal static class ProposalRequests
{
    public const int MaxBodyBytes = 64 * 1024;
    public const int MaxTextLength = 500;

    // No version has it.
    private static readonly ImmutableArray<long> NoVersion = [-1];

    private static readonly ImmutableArray<string> ProposalMembers = ["policy", "note"];
    private static readonly ImmutableArray<string> RejectionMembers = ["reason"];

    public static readonly NamedSchema ProposalSchema = new("ProposalRequest", document => Closed(
        "A policy to propose. Unknown members are rejected.",
        new()
        {
            ["policy"] = PolicyShape.Draft.In(document),
            ["note"] = Text("Why.", min: 1, max: MaxTextLength),
        }));

    public static readonly NamedSchema RejectionSchema = new("ProposalRejection", _ => Closed(
        "Why it is rejected or withdrawn. Unknown members are rejected.",
        new() { ["reason"] = Text("Kept with the proposal.", min: 1, max: MaxTextLength).OrNull() },
        "reason"));

    public static Task<(NewProposal? Read, ProblemResult? Problem)> ReadProposalAsync(HttpRequest http, CancellationToken cancellationToken) =>
        JsonRequest.ReadAsync(http, MaxBodyBytes, Proposal, cancellationToken);

    public static Task<(Rejection? Read, ProblemResult? Problem)> ReadRejectionAsync(HttpRequest http, CancellationToken cancellationToken) =>
        JsonRequest.ReadAsync(http, MaxBodyBytes, Rejection, cancellationToken);

    /// <summary>The version that <c>If-Match</c> names.</summary>
    /// <param name="http">The request.</param>
    /// <param name="what">Whose version it is, for a person.</param>
    /// <param name="versions">The versions.</param>
    /// <returns>Why there are none, or <see langword="null"/>.</returns>
    public static ProblemResult? ReadMatch(HttpRequest http, string what, out ImmutableArray<long> versions)
    {
        var (match, refusal) = RequiredIfMatch.ReadOne(http, $"the {what}'s ETag");
        versions = match is null ? default : match.Versions.IsEmpty ? NoVersion : match.Versions;
        return refusal;
    }

    private static NewProposal? Proposal(JsonFields fields)
    {
        fields.RefuseOthers("a proposal", ProposalMembers);
        var note = fields.Required("note", text => TextRules.Said(text, MaxTextLength));
        if (fields.Find("policy") is null)
        {
            fields.Fault("/policy", "is required.");
        }

        return fields.Object("policy") is { } policy ? new(PolicyReader.Read(policy), note ?? "") : null;
    }

    private static Rejection Rejection(JsonFields fields)
    {
        fields.RefuseOthers("a rejection", RejectionMembers);
        return new(fields.Optional("reason", text => TextRules.Said(text, MaxTextLength)));
    }
}
