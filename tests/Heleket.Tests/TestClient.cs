using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Heleket.Tests;

/// <summary>A client as hosts have it, and what it logged.</summary>
internal sealed class TestClient : IDisposable
{
    public const string MerchantId = "8b03432e-385b-4670-8d06-064591096795";
    public const string Address = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm";

    private readonly HttpClient _http;

    public TestClient(Uri url, TimeProvider? time = null, Action<HeleketOptions>? configure = null, HttpMessageHandler? handler = null)
    {
        var options = new HeleketOptions { ProjectUrl = url, MerchantId = MerchantId, PayoutKey = Vectors.PayoutKey, PaymentKey = Vectors.PaymentKey };
        configure?.Invoke(options);
        _http = new HttpClient(handler ?? HeleketClient.CreateHandler(options)) { Timeout = Timeout.InfiniteTimeSpan };
        Client = new HeleketClient(_http, Options.Create(options), time ?? TimeProvider.System, Log);
    }

    public HeleketClient Client { get; }

    public ListLogger<HeleketClient> Log { get; } = new();

    /// <summary>The data of vector R3.</summary>
    public static CreatePayoutRequest Request { get; } = new()
    {
        Amount = 5m,
        Currency = "USDT",
        Network = "TRON",
        OrderId = "7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a",
        Address = Address,
        UrlCallback = new Uri("https://merchant.example/hooks/payout"),
        IsSubtract = true,
    };

    /// <summary>An answer to <see cref="Request"/> as the documents show it.</summary>
    public const string Success = """
        {"state":0,"result":{"uuid":"a7c0caec-a594-4aaa-b1c4-77d511857594","amount":"5","currency":"USDT","network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm","txid":null,"status":"process","is_final":false,"balance":129,"payer_currency":"USDT","payer_amount":5}}
        """;

    public Task<CreateOutcome> CreateAsync(CancellationToken cancellationToken = default) => Client.CreatePayoutAsync(Request, cancellationToken);

    public void Dispose() => _http.Dispose();
}

/// <summary>Keeps what is logged.</summary>
internal sealed class ListLogger<T> : ILogger<T>, ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _lines.Enqueue($"scope: {state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }
}
