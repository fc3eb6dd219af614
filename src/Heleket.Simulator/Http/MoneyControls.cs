using static Heleket.Simulator.Http.ControlBody;

namespace Heleket.Simulator.Http;

/// <summary>The control calls about wallets and the calls that were counted.</summary>
internal static class MoneyControls
{
    public static void Map(RouteGroupBuilder group, HeleketSimulator simulator)
    {
        group.MapGet("/calls", (HttpRequest request) => ShowCalls(request.Query, simulator));
        group.MapGet("/balances", () => Show(simulator.Wallets));
        group.MapPost("/balances", (HttpRequest request) => TakeAsync<NewBalance>(request, set => SetBalance(set, simulator)));
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

    private sealed record NewBalance(string Currency, decimal? Available = null, decimal? Add = null, decimal? PerMinute = null);
}
