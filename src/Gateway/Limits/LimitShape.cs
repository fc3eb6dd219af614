using System.Collections.Immutable;
using System.Globalization;
using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Policies;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Limits;

/// <summary>Limits as the contract shows them.</summary>
internal static class LimitShape
{
    private static readonly NamedSchema ExcessWord = WordSchemas.Answered<LimitExcess>("What becomes of a payout that does not fit.");

    private static readonly Shape<LimitRule> Rule = new Shape<LimitRule>("Limit", "How much may leave within a window.")
        .Text("name", Text("Its name."), limit => limit.Name)
        .List("per", "What has a count of its own: client, asset, network, key; empty: there is one.", limit => [.. limit.Per.Select(per => EnumNames<LimitPer>.Of(per))])
        .Text("window", Text("[d.]hh:mm:ss."), limit => limit.Window.ToString("c", CultureInfo.InvariantCulture))
        .Amount("max_amount", Amount("The greatest sum; null: any.").OrNull(), limit => limit.MaxAmount)
        .Count("max_count", Count("The most payouts; null: any number.", minimum: 1).OrNull(), limit => limit.MaxCount)
        .Word<LimitExcess>("on_excess", ExcessWord, limit => limit.OnExcess);

    public static readonly Shape<ImmutableArray<LimitRule>> List = new Shape<ImmutableArray<LimitRule>>("LimitList", "The limits of the policy in force.")
        .List("data", "In the policy's order.", Rule, limits => limits);

    public static readonly Shape<LimitUsageView> Usage = new Shape<LimitUsageView>("LimitUsage", "How much of a limit is used.")
        .Text("name", Text("The limit."), view => view.Rule.Name)
        .Text("client_id", Text("Whose count it is; null: it does not count by client.").OrNull(), view => view.ClientId)
        .Text("asset", Text("Of which asset; null: it does not count by asset.").OrNull(), view => view.Asset)
        .Text("network", Text("On which network; null: it does not count by network.").OrNull(), view => view.Network)
        .Text("key", Text("Made by which key; null: it does not count by key, or those made without one.").OrNull(), view => view.Key)
        .Text("window", Text("[d.]hh:mm:ss."), view => view.Rule.Window.ToString("c", CultureInfo.InvariantCulture))
        .Count("used_count", Count("How many payouts count now."), view => view.Usage.Count)
        .Text("used_amount", Amount("The sum of their amounts."), view => view.Usage.Amount.ToString())
        .Count("max_count", Count("The most payouts; null: any number.", minimum: 1).OrNull(), view => view.Rule.MaxCount)
        .Amount("max_amount", Amount("The greatest sum; null: any.").OrNull(), view => view.Rule.MaxAmount)
        .Text("room", Amount("What is left of max_amount; null without one.").OrNull(), view => Room(view)?.ToString())
        .Count("tentative", Count("How many of them are held without word yet that they were stored."), view => view.Usage.Tentative)
        .Time("counting_since", Time("When it counted for the first time; null if it never did.").OrNull(), view => view.Usage.CountingSince)
        .Time("next_leaves_at", Time("When the oldest of them no longer count; null if there are none.").OrNull(), view => view.Usage.NextLeavesAt);

    private static Sum? Room(LimitUsageView view) => view.Rule.MaxAmount is { } most
        ? new Sum(Int128.Max(0, Sum.FromDecimal(most).Units - view.Usage.Amount.Units))
        : null;
}
