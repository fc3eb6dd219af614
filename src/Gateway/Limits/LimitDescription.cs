using Payouts.Gateway.Authentication;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Policies;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Limits;

/// <summary>The OpenAPI description of limits.</summary>
internal static class LimitDescription
{
    private static readonly LimitRule Day = new()
    {
        Name = "client-day", Per = [LimitPer.Client, LimitPer.Asset], Window = TimeSpan.FromDays(1), MaxAmount = 50000m, MaxCount = 500,
    };

    public static void List(OperationDescription text) => text
        .Summary("List the limits", "Those of the policy in force; with a client, those that may be about its payouts.")
        .Query("client_id", "Only limits that may be about this client's payouts.", Text())
        .Scope(Scopes.Read)
        .Answer(200, "The limits; none is an empty list.", LimitShape.List.Schema, LimitShape.List.Example([Day]))
        .Problems(ProblemRegistry.Unavailable);

    public static void Usage(OperationDescription text) => text
        .Summary("Read how much of a limit is used", "Of the count that the parameters name: those that the limit counts apart by are required, but the key.")
        .Path("name", "The limit's name.", Text(), Day.Name)
        .Query("client_id", "Whose count.", Text())
        .Query("asset", "Of which asset.", Text())
        .Query("network", "On which network.", Text())
        .Query("key", "Made by which key, by id or name.", Text())
        .Scope(Scopes.Read)
        .Answer(200, "What counts now.", LimitShape.Usage.Schema, LimitShape.Usage.Example(new(Day, "c-1042", "USDT", null, null, new LimitUsage(12, 31200m, 0, Examples.Start, Examples.Start.AddHours(9)))))
        .Problems(ProblemRegistry.LimitNotFound, ProblemRegistry.Unavailable);
}
