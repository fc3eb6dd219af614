using System.Collections.Immutable;
using System.Globalization;
using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Policies;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Limits;

/// <summary>Limits as the contract shows them (docs/http-api.md, "Limits of the policy").</summary>
internal static class LimitShape
{
    private static readonly NamedSchema ExcessWord = WordSchemas.Answered<LimitExcess>("What becomes of a payout that does not fit.");
    private static readonly NamedSchema PerWord = WordSchemas.Answered<LimitPer>("What a limit counts apart.");

    private static readonly Shape<LimitRule> Rule = new Shape<LimitRule>("Limit", "How much may leave within a sliding window.")
        .Text("name", Text("Its name."), limit => limit.Name)
        .Words("per", "What has a count of its own; empty: there is one count.", PerWord, limit => limit.Per)
        .Text("window", Text("[d.]hh:mm:ss."), Window)
        .Amount("max_amount", Amount("The greatest sum; null: any.").OrNull(), limit => limit.MaxAmount)
        .Count("max_count", Count("The most payouts; null: any number.", minimum: 1).OrNull(), limit => limit.MaxCount)
        .Word<LimitExcess>("on_excess", ExcessWord, limit => limit.OnExcess);

    private static readonly Shape<LimitMeasure> Measure = new Shape<LimitMeasure>(nameof(LimitMeasure), "A number of payouts and a sum of their amounts.")
        .Count("count", Count("How many; null: any number.").OrNull(), measure => measure.Count)
        .Text("amount", Amount("In units of the asset; null: any, or the limit counts several assets.").OrNull(), measure => measure.Amount?.ToString());

    /// <summary>Which there are.</summary>
    public static readonly Shape<ImmutableArray<LimitRule>> List = new Shape<ImmutableArray<LimitRule>>("LimitList", "The limits of the policy in force.")
        .List("data", "In the policy's order.", Rule, limits => limits);

    /// <summary>How much of one is used.</summary>
    public static readonly Shape<LimitUsageView> Usage = new Shape<LimitUsageView>(nameof(LimitUsage), "How much of a limit is used.")
        .Text("name", Text("The limit."), view => view.Rule.Name)
        .Text("client_id", Text("Whose count it is; null: it does not count by client.").OrNull(), view => view.ClientId)
        .Text("asset", Text("Of which asset; null: it does not count by asset.").OrNull(), view => view.Asset)
        .Text("network", Text("On which network; null: it does not count by network.").OrNull(), view => view.Network)
        .Text("key", Text("Made by which key; null: it does not count by key, or those made without one.").OrNull(), view => view.Key)
        .Text("window", Text("[d.]hh:mm:ss."), view => Window(view.Rule))
        .Object("used", Measure, view => LimitMeasure.Used(view.Rule, view.Usage))
        .Object("max", Measure, view => LimitMeasure.Most(view.Rule))
        .Object("room", Measure, view => LimitMeasure.Room(view.Rule, view.Usage))
        .Count("tentative", Count("How many of those used are held without word yet that they were stored."), view => view.Usage.Tentative)
        .Time("counting_since", Time("When it counted for the first time; null if it never did.").OrNull(), view => view.Usage.CountingSince)
        .Time("next_leaves_at", Time("When the oldest of them no longer count; null if there are none.").OrNull(), view => view.Usage.NextLeavesAt);

    /// <summary>What one would say to a payout.</summary>
    public static readonly Shape<LimitCheckView> Check = new Shape<LimitCheckView>("LimitCheck", "What a limit would say to a payout.")
        .Text("name", Text("The limit."), view => view.Rule.Name)
        .Text("key", Text("Its count: NAME/WINDOW, and what it counts apart."), view => view.Key)
        .Object("used", Measure, view => LimitMeasure.Used(view.Rule, view.Usage))
        .Object("max", Measure, view => LimitMeasure.Most(view.Rule))
        .Flag("fits", "Whether there is room now.", view => view.Answer.Verdict == LimitVerdict.Reserved)
        .Time("available_at", Time("If there is none: when there is if nothing else comes; null: never, or there is room.").OrNull(), view => view.Answer.AvailableAt);

    private static string Window(LimitRule rule) => rule.Window.ToString("c", CultureInfo.InvariantCulture);
}
