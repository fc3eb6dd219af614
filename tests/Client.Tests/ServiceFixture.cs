using Payouts.Client.Tests;
using Payouts.Harness;

[assembly: AssemblyFixture(typeof(ServiceFixture))]

namespace Payouts.Client.Tests;

/// <summary>The real service, all of it in one process, with the simulator that Development brings.</summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    public const string Secret = "the-tests-own-key";
    public const string BoundClient = "bound-1";
    public const string BoundSecret = "a-key-of-one-client";
    public const string ReadSecret = "a-key-that-reads";
    public const string TronAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm";

    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-client-tests-").FullName;
    private HostProcess? _host;

    public Uri Address => _host!.Address;

    /// <summary>Connections that know of no proxy and no time limit but the client's.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public PayoutsClient Client(string secret = Secret, Uri? address = null) =>
        new(Http, new PayoutsClientOptions { BaseAddress = address ?? Address, ApiKey = secret });

    public static PayoutRequest Request(string clientId = "c-1042", decimal amount = 25.5m) =>
        new() { ClientId = clientId, Asset = "USDT", Network = "TRON", Amount = amount, WalletAddress = TronAddress };

    public async ValueTask InitializeAsync() => _host = await ProcessBuilder.Standalone()
        .With(KeySettings.Of(0, "tests", Secret, null, "payouts:read", "payouts:create", "payouts:approve", "payouts:operate"))
        .With(KeySettings.Of(1, "bound", BoundSecret, BoundClient, "payouts:read", "payouts:create"))
        .With(KeySettings.Of(2, "reader", ReadSecret, null, "payouts:read"))
        .With("ASPNETCORE_ENVIRONMENT", "Development")
        .With("ConnectionStrings__Payouts", $"Data Source={_folder}/payouts.db")
        .With("ConnectionStrings__Documents", $"Data Source={_folder}/documents.db")
        .With("Payouts__FirstPollAfter", "00:00:00.500").With("Payouts__MaxPollInterval", "00:00:02").With("Payouts__SweepInterval", "00:00:00.500")
        .StartReadyAsync();

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
