using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
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
        Name = "client-day",
        Per = [LimitPer.Client, LimitPer.Asset],
        Window = TimeSpan.FromDays(1),
        MaxAmount = 50000m,
        MaxCount = 500,
    };

    public static void List(OperationDescription text) => text
        .Summary("List the limits", "Those of the policy in force; with a client, those that may be about its payouts. A key that is bound to a client sees those that count its payouts alone.")
        .Query("client_id", "Only limits that may be about this client's payouts.", Text(pattern: TextRules.ClientIdPattern))
        .Scope(Scopes.Read)
        .Answer(200, "The limits; none is an empty list.", LimitShape.List.Schema, LimitShape.List.Example([Day]))
        .Invalid("/client_id", "must be 1 to 64 of A-Z a-z 0-9 . _ : -")
        .Problems(ProblemRegistry.Unavailable);

    public static void Usage(OperationDescription text) => text
        .Summary("Read how much of a limit is used", "Of the count that the parameters name: those that the limit counts apart by are required, but the key.")
        .Path("name", "The limit's name.", Text(), Day.Name)
        .Query("client_id", "Whose count.", Text(pattern: TextRules.ClientIdPattern))
        .Query("asset", "Of which asset.", Text(pattern: TextRules.CodePattern))
        .Query("network", "On which network.", Text(pattern: TextRules.CodePattern))
        .Query("key", "Made by which key, by id or name; absent: those that were made without one.", Text(min: 1, max: 128))
        .Scope(Scopes.Read)
        .Answer(200, "What counts now.", LimitShape.Usage.Schema, LimitShape.Usage.Example(new(Day, "c-1042", "USDT", null, null, new LimitUsage(12, 31200m, 0, Examples.Start, Examples.Start.AddHours(9)))))
        .Invalid("/asset", "is required: the limit counts apart by it.")
        .Problems(ProblemRegistry.LimitNotFound, ProblemRegistry.Unavailable);
}
