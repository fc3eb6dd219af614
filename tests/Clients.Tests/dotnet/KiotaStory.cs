using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Payouts.Kiota;
using Payouts.Kiota.Models;

namespace Clients;

internal static class KiotaStory
{
    public static async Task TellAsync(string address, string tomorrow, string clientId)
    {
        var payouts = Client(address);

        var created = (await payouts.Payouts.PostAsync(Readme(clientId), request => request.Headers.Add("Idempotency-Key", "readme")))!;
        Console.WriteLine($"created {created.Amount} {created.Origin} {created.FeePayer}");

        var request = Readme(clientId);
        request.Origin = PayoutOrigin.Bonus;
        request.FeePayer = FeePayer.Recipient;
        request.Metadata = new() { AdditionalData = new Dictionary<string, object> { ["ticket"] = "7781" } };
        request.ScheduledFor = DateTimeOffset.UtcNow.AddDays(1);
        var scheduled = (await payouts.Payouts.PostAsync(request))!;
        Console.WriteLine($"scheduled {scheduled.Status} {scheduled.Detail} {scheduled.Origin} {scheduled.FeePayer} {scheduled.Metadata!.AdditionalData["ticket"]}");

        var page = (await payouts.Payouts.GetAsync(list =>
        {
            list.QueryParameters.ClientId = clientId;
            list.QueryParameters.Origin = PayoutOrigin.Bonus;
            list.QueryParameters.Status = PayoutStatus.Pending;
            list.QueryParameters.CreatedFrom = DateTimeOffset.UtcNow.AddHours(-1);
        }))!;
        Console.WriteLine($"listed {string.Join(',', page.Data!.Select(payout => payout.Id == scheduled.Id))} {page.NextCursor ?? "null"} {page.HasMore}".Replace("T", "t").Replace("F", "f"));

        var cancelled = (await payouts.Payouts[scheduled.Id!].Cancel.PostAsync())!;
        Console.WriteLine($"cancelled {cancelled.Status} {cancelled.Detail ?? "null"} {cancelled.Reason}");

        var wrong = Readme(clientId);
        wrong.Amount = "0";
        var refused = await ProblemOf(payouts.Payouts.PostAsync(wrong));
        Console.WriteLine($"refused {refused.Status} {refused.Code} {refused.Errors![0].Pointer}");

        var later = Client(tomorrow);
        var read = (await later.Payouts[scheduled.Id!].GetAsync())!;
        Console.WriteLine($"tomorrow {read.Status} {read.Reason} {read.ResponseLogs![0].Source}");
        var unknown = await ProblemOf(later.Payouts[new string('0', 32)].GetAsync());
        Console.WriteLine($"tomorrow {unknown.Status} {unknown.Code}");
    }

    private static PayoutsClient Client(string address) =>
        new(new HttpClientRequestAdapter(new BaseBearerTokenAuthenticationProvider(new Key())) { BaseUrl = address });

    private static PayoutRequest Readme(string clientId) => new()
    {
        ClientId = clientId,
        Asset = "USDT",
        Network = "TRON",
        Amount = "25.50",
        WalletAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm",
    };

    private static async Task<Problem> ProblemOf(Task<Payout?> call)
    {
        try
        {
            var payout = await call;
            throw new InvalidOperationException($"Not refused: {payout?.Id}");
        }
        catch (Problem refused)
        {
            return refused;
        }
    }

    private sealed class Key : IAccessTokenProvider
    {
        public AllowedHostsValidator AllowedHostsValidator { get; } = new();

        public Task<string> GetAuthorizationTokenAsync(
            Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) => Task.FromResult("dev");
    }
}
