using Heleket.Simulator.Faults;

namespace Heleket.Simulator.Http;

/// <summary>Heleket's paths. All take POST (other methods are answered with 405), except the rates.</summary>
internal static class HeleketEndpoints
{
    public static void Map(RouteGroupBuilder group, IServiceProvider services)
    {
        var simulator = services.GetRequiredService<HeleketSimulator>();
        var pipeline = services.GetRequiredService<ApiPipeline>();
        var (payouts, merchant) = (simulator.PayoutResponses, simulator.MerchantResponses);

        Post("/v1/payout", SimulatorOperation.Create, payouts.Create);
        Post("/v1/payout/info", SimulatorOperation.Info, payouts.Info);
        Post("/v1/payout/list", SimulatorOperation.List, payouts.List);
        Post("/v1/payout/calc", SimulatorOperation.Calc, payouts.Calc);
        Post("/v1/payout/services", SimulatorOperation.Services, payouts.Services);
        Post("/v1/transfer/to-personal", SimulatorOperation.Transfer, request => merchant.Transfer(request, toPersonal: true));
        Post("/v1/transfer/to-business", SimulatorOperation.Transfer, request => merchant.Transfer(request, toPersonal: false));
        Post("/v1/payment/refund", SimulatorOperation.Refund, merchant.Refund);
        Post("/v1/balance", SimulatorOperation.Balance, merchant.Balance);
        Post("/v1/test-webhook/payout", SimulatorOperation.TestWebhook, merchant.TestWebhook);
        if (simulator.Options.CalculateAlias)
        {
            Post("/v1/payout/calculate", SimulatorOperation.Calc, payouts.Calc);
        }

        group.MapGet("/v1/exchange-rate/{currency}/list", (HttpContext context) => pipeline.RunAsync(context, SimulatorOperation.Rates, merchant.Rates));

        void Post(string path, SimulatorOperation operation, Func<ApiRequest, Response> answer) =>
            group.MapPost(path, (HttpContext context) => pipeline.RunAsync(context, operation, answer));
    }
}
