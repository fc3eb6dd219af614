using System.Collections.Immutable;
using MongoDB.Bson;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Storage.Mongo.MongoValues;

namespace Payouts.Storage.Mongo;

/// <summary>Who has to approve a payout and who has, and which rule asked, as documents of their own.</summary>
internal static class MongoApproval
{
    /// <summary>The approval as a document.</summary>
    public static BsonDocument Write(PayoutApproval approval) => Of(
        ("rule", approval.Rule),
        ("policyVersion", approval.PolicyVersion),
        ("needed", new BsonArray(approval.Needed.Select(group => Of(("role", Optional(group.Role)), ("count", group.Count))))),
        ("isHeld", approval.IsHeld),
        ("expiresAt", Optional(approval.ExpiresAt)),
        ("makers", new BsonArray(approval.Makers)),
        ("decisions", new BsonArray(approval.Decisions.Select(Write))),
        ("overLimits", approval.OverLimits is { } limits ? new BsonArray(limits) : null),
        ("outcome", Optional(approval.Outcome)));

    /// <summary>The approval in a stored document. Throws when a member is missing or has another shape.</summary>
    public static PayoutApproval Read(BsonDocument approval) => new()
    {
        Rule = approval["rule"].AsString,
        PolicyVersion = approval["policyVersion"].AsInt32,
        Needed = [.. approval["needed"].AsBsonArray.Select(group => new NeededApproval(OptionalText(group.AsBsonDocument, "role"), group["count"].AsInt32))],
        IsHeld = approval["isHeld"].AsBoolean,
        ExpiresAt = OptionalTime(approval, "expiresAt"),
        Makers = Texts(approval["makers"]),
        Decisions = [.. approval["decisions"].AsBsonArray.Select(decision => ReadDecision(decision.AsBsonDocument))],
        OverLimits = approval.TryGetValue("overLimits", out var limits) ? Texts(limits) : null,
        Outcome = OptionalWord<ApprovalOutcome>(approval, "outcome"),
    };

    /// <summary>What decided on it, as a document.</summary>
    public static BsonDocument Write(DecidedBy policy) => Of(("version", policy.Version), ("rule", Optional(policy.Rule)));

    /// <summary>What decided on it, in a stored document.</summary>
    public static DecidedBy ReadPolicy(BsonDocument policy) => new(policy["version"].AsInt32, OptionalText(policy, "rule"));

    private static BsonDocument Write(ApprovalDecision decision) => Of(
        ("by", decision.By),
        ("via", decision.Via),
        ("at", Date(decision.At)),
        ("version", decision.Version),
        ("decision", EnumNames.Of(decision.Decision)),
        ("role", Optional(decision.Role)),
        ("reason", Optional(decision.Reason)));

    private static ApprovalDecision ReadDecision(BsonDocument decision) => new(
        decision["by"].AsString,
        decision["via"].AsString,
        Time(decision["at"]),
        decision["version"].AsInt64,
        EnumNames.To<ApprovalWord>(decision["decision"].AsString),
        OptionalText(decision, "role"),
        OptionalText(decision, "reason"));

    private static ImmutableArray<string> Texts(BsonValue texts) => [.. texts.AsBsonArray.Select(text => text.AsString)];

    private static BsonDocument Of(params ReadOnlySpan<(string Name, BsonValue? Value)> members)
    {
        var document = new BsonDocument();
        foreach (var (name, value) in members)
        {
            document.Add(name, value, value is not null);
        }

        return document;
    }
}
