using Heleket.Simulator.Payouts;
using static Heleket.Simulator.Http.ControlBody;

namespace Heleket.Simulator.Http;

/// <summary>The control calls about wallets, fees, and the calls that were counted.</summary>
internal static class MoneyControls
{
    public static void Map(RouteGroupBuilder group, HeleketSimulator simulator)
    {
        group.MapGet("/calls", (HttpRequest request) => ShowCalls(request.Query, simulator));
        group.MapGet("/balances", () => Show(simulator.Wallets));
        group.MapPost("/balances", (HttpRequest request) => TakeAsync<NewBalance>(request, set => SetBalance(set, simulator)));
        group.MapPost("/fees", (HttpRequest request) => TakeFoundAsync<NewFee>(request, set => simulator.SetFees(set.Currency, set.Network, set.Amount, set.Percent)));
        group.MapGet("/settle_fees", () => Show(simulator.SettleFees));
        group.MapPost("/settle_fees", (HttpRequest request) => TakeAsync<SettleFeeRule>(request, simulator.SettleFor));
        group.MapDelete("/settle_fees", () => Do(simulator.ClearSettleFees));
    }

    private static IResult ShowCalls(IQueryCollection query, HeleketSimulator simulator) => query.ToList() switch
    {
        [] or [{ Key: "by", Value: ["operation"] }] => Show(simulator.Calls),
        [{ Key: "by", Value: ["second"] }] => Show(simulator.CallsBySecond),
        [{ Key: "by" }] => Mistake("by must be operation or second."),
        var other => Mistake($"{other.First(member => member.Key != "by").Key} is unknown."),
    };

    private static void SetBalance(NewBalance set, HeleketSimulator simulator)
    {
        switch (set)
        {
            case { Available: { } available, Add: null, PerMinute: null }:
                simulator.SetBalance(set.Currency, available);
                break;
            case { Available: null, Add: { } add, PerMinute: null }:
                simulator.AddToBalance(set.Currency, add);
                break;
            case { Available: null, Add: null, PerMinute: { } perMinute }:
                simulator.SetTrickle(set.Currency, perMinute);
                break;
            default:
                throw new ArgumentException("Exactly one of available, add and per_minute must be given.");
        }
    }

    private sealed record NewFee(string Currency, string? Network = null, decimal? Amount = null, decimal? Percent = null);

    private sealed record NewBalance(string Currency, decimal? Available = null, decimal? Add = null, decimal? PerMinute = null);
}
