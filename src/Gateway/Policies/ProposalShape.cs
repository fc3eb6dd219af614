using System.Collections.Immutable;
using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces.Policies;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Policies;

/// <summary>Proposals and versions as the contract shows them (docs/http-api.md, "Policy").</summary>
internal static class ProposalShape
{
    private const string IdPattern = "^[0-9a-f]{16}$";

    private static readonly NamedSchema StatusWord = WordSchemas.Answered<ProposalStatus>("Where a proposal stands.");

    private static readonly Shape<PolicyRemark> Warning = new Shape<PolicyRemark>("PolicyWarning", "Something that a policy may have, and hardly means.")
        .Text("pointer", Text("A JSON pointer into the policy."), warning => warning.Path)
        .Text("detail", Text("What is to be known."), warning => warning.Detail);

    private static readonly Shape<PolicyChange> Change = new Shape<PolicyChange>(nameof(PolicyChange), "One change of the policy.")
        .Text("path", Text("Where: a JSON pointer, with the names of rules and limits instead of their places."), change => change.Path)
        .Json("was", "What is there in the version that it changes; null: nothing.", change => change.Was)
        .Json("becomes", "What would be there; null: nothing.", change => change.Becomes);

    /// <summary>A proposal in a list.</summary>
    private static readonly Shape<Proposal> Item = Members(new Shape<Proposal>("ProposalItem", "A proposal without its policy."), proposal => proposal);

    /// <summary>All of them.</summary>
    public static readonly Shape<ImmutableArray<Proposal>> List = new Shape<ImmutableArray<Proposal>>("ProposalList", "The proposals that are kept.")
        .List("data", "The newest first.", Item, proposals => proposals);

    /// <summary>A proposal.</summary>
    public static readonly Shape<ProposalAnswer> Proposal = Members(new Shape<ProposalAnswer>(nameof(Proposal), "A policy that somebody wants in force."), answer => answer.Proposal!)
        .Object("policy", PolicyShape.Content, answer => answer.Proposal!.Policy)
        .List("changes", "What it changes in the version \"base_version\".", Change, ChangesOf)
        .Time("effective_by", Time("When it is in force on every silo, if it was approved.").OrNull(), answer => answer.EffectiveBy);

    private static readonly Shape<PolicyOrigin> Version = Members(new Shape<PolicyOrigin>("PolicyVersionItem", "How a version came into force."), origin => origin);

    /// <summary>The versions that are kept.</summary>
    public static readonly Shape<ImmutableArray<PolicyOrigin>> Versions = new Shape<ImmutableArray<PolicyOrigin>>("PolicyVersionList", "The last 50 versions.")
        .List("data", "The newest first.", Version, versions => versions);

    /// <summary>One of them.</summary>
    public static readonly Shape<PolicyVersion> OneVersion = Members(new Shape<PolicyVersion>(nameof(PolicyVersion), "A policy that is or was in force."), version => version.Origin!)
        .Object("policy", PolicyShape.Content, version => version.Policy);

    private static ImmutableArray<PolicyChange> ChangesOf(ProposalAnswer answer) =>
        [.. PolicyChanges.Between(PolicyShape.Content.Example(answer.Base!), PolicyShape.Content.Example(answer.Proposal!.Policy))];

    private static Shape<T> Members<T>(Shape<T> shape, Func<T, Proposal> proposal) => shape
        .Text("id", Text("Its id.", IdPattern), shown => proposal(shown).Id)
        .Count("base_version", Count("The version that was in force when it was made, which it changes."), shown => proposal(shown).BaseVersion)
        .Word<ProposalStatus>("status", StatusWord, shown => proposal(shown).Status)
        .Text("note", Text("Why, as the proposer says.", min: 1, max: ProposalRequests.MaxTextLength), shown => proposal(shown).Note)
        .Text("proposed_by", Text("The person."), shown => proposal(shown).ProposedBy)
        .Time("proposed_at", Time("When."), shown => proposal(shown).ProposedAt)
        .Time("expires_at", Time("It may be approved before this time only."), shown => proposal(shown).ExpiresAt)
        .Text("decided_by", Text("Who approved, rejected or withdrew it; null: nobody.").OrNull(), shown => proposal(shown).Decision?.By)
        .Time("decided_at", Time("When.").OrNull(), shown => proposal(shown).Decision?.At)
        .Text("reason", Text("Why it was rejected or withdrawn, if anybody said.").OrNull(), shown => proposal(shown).Decision?.Reason)
        .Count("policy_version", new() { Type = Microsoft.OpenApi.JsonSchemaType.Integer | Microsoft.OpenApi.JsonSchemaType.Null, Format = "int64", Description = "The version that it became, if it was approved." }, shown => proposal(shown).Decision?.PolicyVersion)
        .List("warnings", "What a person should know before approving it.", Warning, shown => proposal(shown).Warnings)
        .Count("version", Count("1, and 2 once it is decided; the ETag.", minimum: 1), shown => proposal(shown).Version);

    private static Shape<T> Members<T>(Shape<T> shape, Func<T, PolicyOrigin> origin) => shape
        .Count("version", Count("Its number, from 1.", minimum: 1), shown => origin(shown).Version)
        .Text("proposal", Text("The proposal's id.", IdPattern), shown => origin(shown).Proposal)
        .Text("note", Text("Why, as the proposer says."), shown => origin(shown).Note)
        .Text("proposed_by", Text("The person."), shown => origin(shown).ProposedBy)
        .Time("proposed_at", Time("When."), shown => origin(shown).ProposedAt)
        .Text("approved_by", Text("The person."), shown => origin(shown).ApprovedBy)
        .Time("approved_at", Time("When; from then on it was in force."), shown => origin(shown).ApprovedAt);
}
