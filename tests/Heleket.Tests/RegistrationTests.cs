using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Heleket.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task The_registered_client_is_one_and_works()
    {
        await using var server = ScriptedServer.Answering(200, TestClient.Success);
        await using var provider = Provider(options => options.ProjectUrl = server.Url);

        var client = provider.GetRequiredService<HeleketClient>();

        Assert.Same(client, provider.GetRequiredService<HeleketClient>());
        Assert.IsType<CreateOutcome.Accepted>(await client.CreatePayoutAsync(TestClient.Request));
    }

    [Fact]
    public async Task The_URL_is_only_read_at_the_first_call()
    {
        ScriptedServer? server = null;
        await using var provider = Provider(options => options.ProjectUrl = server?.Url ?? throw new InvalidOperationException("Too early."));
        var client = provider.GetRequiredService<HeleketClient>();

        await using (server = ScriptedServer.Answering(200, TestClient.Success))
        {
            Assert.IsType<CreateOutcome.Accepted>(await client.CreatePayoutAsync(TestClient.Request));
        }
    }

    [Fact]
    public async Task Redirects_and_cookies_are_left_alone()
    {
        await using var server = new ScriptedServer(
            exchange => exchange.SendAsync("HTTP/1.1 307 Go\r\nLocation: /else\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"),
            exchange => exchange.AnswerAsync(200, TestClient.Success));
        await using var provider = Provider(options => options.ProjectUrl = server.Url);
        var client = provider.GetRequiredService<HeleketClient>();

        Assert.IsType<CreateOutcome.Unknown>(await client.CreatePayoutAsync(TestClient.Request));
        Assert.Single(server.Requests);
        Assert.IsType<CreateOutcome.Accepted>(await client.CreatePayoutAsync(TestClient.Request));
        Assert.DoesNotContain("Cookie", server.Requests[1].Headers.Keys);
    }

    [Fact]
    public void The_handler_opens_as_many_connections_as_there_are_places()
    {
        using var handler = HeleketClient.CreateHandler(new HeleketOptions { MaxConcurrentCalls = 7 });

        Assert.Equal((7, false, false), (handler.MaxConnectionsPerServer, handler.AllowAutoRedirect, handler.UseCookies));
        Assert.NotEqual(Timeout.InfiniteTimeSpan, handler.PooledConnectionLifetime);
    }

    [Fact]
    public async Task No_log_at_any_level_holds_a_secret_an_address_or_a_body()
    {
        using var log = new ListLogger<HeleketClient>();
        await using var server = new ScriptedServer(
            exchange => exchange.AnswerAsync(200, TestClient.Success),
            exchange => exchange.AnswerAsync(200, TestClient.Success.Replace("\"5\"", "\"6\"", StringComparison.Ordinal)),
            exchange => exchange.AnswerAsync(422, """{"state":1,"message":"Not enough funds on TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}"""),
            exchange => exchange.AnswerAsync(401, """{"message":"Invalid Sign."}"""),
            exchange => { exchange.Reset(); return Task.CompletedTask; },
            exchange => exchange.AnswerAsync(200, TestClient.Success),
            exchange => exchange.AnswerAsync(422, """{"state":1,"message":"refused"}"""));
        await using var provider = Provider(
            options => options.ProjectUrl = server.Url,
            services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log)));
        var client = provider.GetRequiredService<HeleketClient>();

        for (var i = 0; i < 5; i++)
        {
            await client.CreatePayoutAsync(TestClient.Request);
        }

        await client.GetPayoutAsync(TestClient.Request.OrderId);
        await Assert.ThrowsAsync<HeleketException>(() => client.GetServicesAsync());

        Assert.Equal(7, server.Requests.Count);
        Assert.Collection(
            log.Lines,
            line => Assert.Matches("^Debug: Heleket create 7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a: HTTP 200, accepted in [0-9]+ ms", line),
            line => Assert.Contains("Warning: Heleket create 7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a: HTTP 200, echo_mismatch", line, StringComparison.Ordinal),
            line => Assert.Contains("HTTP 422, refused (insufficient_funds)", line, StringComparison.Ordinal),
            line => Assert.Contains("HTTP 401, refused (authentication_failed)", line, StringComparison.Ordinal),
            line => Assert.Contains("HTTP 0, unknown", line, StringComparison.Ordinal),
            line => Assert.Contains("Debug: Heleket info 7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a: HTTP 200, found", line, StringComparison.Ordinal),
            line => Assert.Contains("Warning: Heleket services -: HTTP 422, failed", line, StringComparison.Ordinal));
        string[] secrets =
        [
            Vectors.PayoutKey, Vectors.PaymentKey, TestClient.MerchantId, TestClient.Address, "merchant.example", "amount", "enough funds", .. server.Requests.Select(request => request.Headers["sign"]),
        ];
        Assert.All(secrets, secret => Assert.All(log.Lines, line => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("HELEKET_PROJECT_URL", "heleket")]
    [InlineData("HELEKET_PROJECT_URL", "ftp://heleket.example/")]
    [InlineData("HELEKET_PROJECT_URL", "https://user:word@heleket.example/")]
    [InlineData("HELEKET_PROJECT_URL", "https://heleket.example/?a=b")]
    [InlineData("HELEKET_MERCHANT_ID", null)]
    [InlineData("HELEKET_MERCHANT_ID", "a\nb")]
    [InlineData("HELEKET_API_KEY", null)]
    [InlineData("HELEKET_API_KEY", "two words")]
    [InlineData("HELEKET_PAYMENT_API_KEY", "two words")]
    [InlineData("Heleket__Timeout", "00:00:00.9")]
    [InlineData("Heleket__Timeout", "00:05:01")]
    [InlineData("Heleket__ReadAttempts", "0")]
    [InlineData("Heleket__ReadAttempts", "11")]
    [InlineData("Heleket__MaxConcurrentCalls", "0")]
    [InlineData("Heleket__MaxConcurrentCalls", "10001")]
    public void A_wrong_setting_is_named_in_a_sentence_at_the_start(string name, string? value)
    {
        using var provider = Provider(Settings(new() { [name] = value }));

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        var sentence = Assert.Single(error.Failures);
        Assert.StartsWith(name, sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("two words", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Right_settings_pass_and_the_short_names_win()
    {
        using var provider = Provider(Settings(new()
        {
            ["Heleket__MerchantId"] = "from-the-section",
            ["Heleket__PaymentKey"] = "payment",
            ["Heleket__Timeout"] = "00:00:10",
            ["HELEKET_PROJECT_URL"] = "http://127.0.0.1:8080/simulator",
        }));

        provider.GetRequiredService<IStartupValidator>().Validate();

        var options = provider.GetRequiredService<IOptions<HeleketOptions>>().Value;
        Assert.Equal((TestClient.MerchantId, "key", "payment"), (options.MerchantId, options.PayoutKey, options.PaymentKey));
        Assert.Equal((TimeSpan.FromSeconds(10), 3, 64), (options.Timeout, options.ReadAttempts, options.MaxConcurrentCalls));
        Assert.Equal("http://127.0.0.1:8080/simulator", options.ProjectUrl.AbsoluteUri);
    }

    [Fact]
    public void Without_a_URL_it_is_the_real_one()
    {
        using var provider = Provider(Settings([]));

        Assert.Equal("https://api.heleket.com/", provider.GetRequiredService<IOptions<HeleketOptions>>().Value.ProjectUrl.AbsoluteUri);
    }

    private static IConfiguration Settings(Dictionary<string, string?> changed)
    {
        var all = new Dictionary<string, string?> { ["HELEKET_MERCHANT_ID"] = TestClient.MerchantId, ["HELEKET_API_KEY"] = "key" };
        foreach (var (name, value) in changed)
        {
            all[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(all).Build();
    }

    private static ServiceProvider Provider(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddHeleket(configuration);
        return services.BuildServiceProvider(validateScopes: true);
    }

    private static ServiceProvider Provider(Action<HeleketOptions> configure, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddHeleket(options =>
        {
            (options.MerchantId, options.PayoutKey) = (TestClient.MerchantId, Vectors.PayoutKey);
            configure(options);
        });
        more?.Invoke(services);
        return services.BuildServiceProvider(validateScopes: true);
    }
}
