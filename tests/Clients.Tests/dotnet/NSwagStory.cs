using System.Net.Http.Headers;
using Payouts.NSwag;

namespace Clients;

internal static class NSwagStory
{
    public static async Task TellAsync(Uri address, Uri tomorrow, string clientId)
    {
        using var http = Http(address);
        var payouts = new PayoutsClient(http);

        var created = await payouts.CreatePayoutAsync("readme", Readme(clientId));
        Console.WriteLine($"created {created.Amount} {created.Origin} {created.Fee_payer}");

        var request = Readme(clientId);
        request.Origin = PayoutOrigin.Bonus;
        request.Fee_payer = FeePayer.Recipient;
        request.Metadata = new() { ["ticket"] = "7781" };
        request.Scheduled_for = DateTimeOffset.UtcNow.AddDays(1);
        var scheduled = await payouts.CreatePayoutAsync(null, request);
        Console.WriteLine($"scheduled {scheduled.Status} {scheduled.Detail} {scheduled.Origin} {scheduled.Fee_payer} {scheduled.Metadata["ticket"]}");

        var page = await payouts.ListPayoutsAsync(
            clientId, PayoutStatus.Pending, null, null, null, PayoutOrigin.Bonus, null, null, null, null, null, DateTimeOffset.UtcNow.AddHours(-1), null, null, null, null);
        Console.WriteLine($"listed {string.Join(',', page.Data.Select(payout => payout.Id == scheduled.Id))} {page.Next_cursor ?? "null"} {page.Has_more}".Replace("T", "t").Replace("F", "f"));

        var cancelled = await payouts.CancelPayoutAsync(scheduled.Id, null);
        Console.WriteLine($"cancelled {cancelled.Status} {cancelled.Detail ?? "null"} {cancelled.Reason}");

        var wrong = Readme(clientId);
        wrong.Amount = "0";
        var refused = await ProblemOf(payouts.CreatePayoutAsync(null, wrong));
        Console.WriteLine($"refused {refused.Status} {refused.Code} {refused.Errors.First().Pointer}");

        using var laterHttp = Http(tomorrow);
        var later = new PayoutsClient(laterHttp);
        var read = await later.ReadPayoutAsync(scheduled.Id, null);
        Console.WriteLine($"tomorrow {read.Status} {read.Reason} {read.Response_logs.First().Source}");
        var unknown = await ProblemOf(later.ReadPayoutAsync(new string('0', 32), null));
        Console.WriteLine($"tomorrow {unknown.Status} {unknown.Code}");
    }

    private static HttpClient Http(Uri address)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "dev");
        return http;
    }

    private static PayoutRequest Readme(string clientId) => new()
    {
        Client_id = clientId,
        Asset = "USDT",
        Network = "TRON",
        Amount = "25.50",
        Wallet_address = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm",
    };

    private static async Task<Problem> ProblemOf(Task<Payout> call)
    {
        try
        {
            var payout = await call;
            throw new InvalidOperationException($"Not refused: {payout.Id}");
        }
        catch (ApiException<Problem> refused)
        {
            return refused.Result;
        }
    }
}
