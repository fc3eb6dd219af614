using System.Net;
using Heleket;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Payouts.Grains.Interfaces.Catalog;
using Payouts.Grains.Providers;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Providers;

/// <summary>The cached services list (docs/adr/0018): the last good one stands, and none that is old keeps a payout back.</summary>
public sealed class AssetCatalogTests : IDisposable
{
    private const string Tron = """{"network":"TRON","currency":"USDT","is_available":true,"limit":{"min_amount":"1","max_amount":"0"},"commission":{"fee_amount":"1","percent":"0.5"}}""";
    private const string TronOff = """{"network":"tron","currency":"usdt","is_available":false}""";

    private readonly ListServer _heleket = new();
    private readonly FakeTimeProvider _clock = new(Some.Now);
    private readonly Heard _heard = new();
    private readonly AssetCatalog _catalog;

    public AssetCatalogTests()
    {
        var options = Microsoft.Extensions.Options.Options.Create(new HeleketOptions { ProjectUrl = new Uri("http://heleket.test/"), MerchantId = "m", PayoutKey = "k", ReadAttempts = 1 });
        var client = new HeleketClient(new HttpClient(_heleket), options, _clock, NullLogger<HeleketClient>.Instance);
        _catalog = new AssetCatalog(client, _clock, _heard);
    }

    public void Dispose() => _heleket.Dispose();

    [Fact]
    public async Task A_good_list_is_kept_with_codes_in_upper_case_limits_and_fees()
    {
        Assert.True(await ReadAsync($"[{Tron}]"));

        Assert.Equal(Some.Now, _catalog.Current.LoadedAt);
        Assert.Equal([new PayoutService("USDT", "TRON", true, 1m, null, 1m, 0.5m)], _catalog.Current.Services);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"network":null,"currency":"USDT"},7]""")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_list_of_which_nothing_can_be_read_never_replaces_a_good_one(string worse)
    {
        await ReadAsync($"[{Tron}]");
        var good = _catalog.Current;

        Assert.False(await ReadAsync(worse));

        Assert.Same(good, _catalog.Current);
        Assert.Contains(_heard.Lines, line => line.Contains("was not refreshed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("{}")]
    public async Task Before_a_good_one_it_is_none(string worse)
    {
        Assert.False(await ReadAsync(worse));

        Assert.Equal((null, false, true), (_catalog.Current.LoadedAt, _catalog.Current.IsGood, _catalog.WasAsked));
    }

    [Fact]
    public async Task What_is_odd_is_said_once_with_number_and_place_and_again_when_it_changes()
    {
        await ReadAsync($"""[7,{Tron},{Tron.Replace("\"1\"", "\"much\"", StringComparison.Ordinal)}]""");
        await ReadAsync($"""[7,{Tron},{Tron.Replace("\"1\"", "\"much\"", StringComparison.Ordinal)}]""");
        await ReadAsync($"[{Tron},8]");

        Assert.Equal(
            [
                "1 of 3 entries of Heleket's services list name no pair and are left out: entry 1 (7 is no object)",
                "2 limits, fees or availabilities of Heleket's services list cannot be read and count as absent: min_amount of USDT on TRON; fee_amount of USDT on TRON",
                "1 of 2 entries of Heleket's services list name no pair and are left out: entry 2 (8 is no object)",
            ],
            _heard.Lines);
    }

    [Fact]
    public async Task Of_many_odd_entries_the_first_twenty_are_named_and_the_others_counted()
    {
        await ReadAsync($"[{Tron},{string.Join(',', Enumerable.Repeat("null", 25))}]");

        Assert.StartsWith("25 of 26 entries", Assert.Single(_heard.Lines), StringComparison.Ordinal);
        Assert.EndsWith("entry 21 (null is no object); and 5 more", Assert.Single(_heard.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_pair_that_is_named_twice_the_entry_that_can_be_used_counts()
    {
        await ReadAsync($"[{TronOff},{Tron}]");

        Assert.True(Assert.Single(_catalog.Current.Services).IsAvailable);
        Assert.False(_catalog.IsUnavailable(Some.Request));
    }

    [Fact]
    public async Task A_pair_is_unavailable_by_a_fresh_list_that_says_so_and_by_no_other()
    {
        Assert.False(_catalog.IsUnavailable(Some.Request));
        await ReadAsync($"[{TronOff}]");

        Assert.True(_catalog.IsUnavailable(Some.Request));
        Assert.False(_catalog.IsUnavailable(Some.Request with { Network = "BSC" }));
        _clock.Advance(AssetCatalog.MaxAge);
        Assert.True(_catalog.IsUnavailable(Some.Request));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(_catalog.IsUnavailable(Some.Request));
    }

    [Fact]
    public async Task Whether_it_is_unavailable_now_is_asked_anew_and_once_for_all_who_ask_together()
    {
        await ReadAsync($"[{Tron}]");
        var answer = _heleket.Hold($"[{TronOff}]");

        var first = _catalog.IsUnavailableNowAsync(Some.Request);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var others = Enumerable.Range(0, 50).Select(_ => _catalog.IsUnavailableNowAsync(Some.Request)).ToList();
        answer.SetResult();

        Assert.True(await first);
        Assert.All(await Task.WhenAll(others), Assert.True);
        // One before, one for the first, and one for those who came while that was under way: it may have been read before their refusal.
        Assert.Equal(3, _heleket.Calls);
    }

    [Fact]
    public async Task A_first_list_that_could_not_be_read_is_asked_for_again_when_Heleket_refuses_a_pair()
    {
        await ReadAsync("[]");
        _heleket.Result = $"[{TronOff}]";

        Assert.True(await _catalog.IsUnavailableNowAsync(Some.Request));
    }

    [Fact]
    public async Task Where_nobody_reads_the_list_nobody_is_asked()
    {
        Assert.False(await _catalog.IsUnavailableNowAsync(Some.Request));
        Assert.Equal(0, _heleket.Calls);
    }

    private Task<bool> ReadAsync(string result)
    {
        _heleket.Result = result;
        return _catalog.RefreshAsync(CancellationToken.None);
    }

    /// <summary>Answers the list's call alone.</summary>
    private sealed class ListServer : HttpMessageHandler
    {
        private Task _held = Task.CompletedTask;

        public string Result { get; set; } = "[]";

        public int Calls { get; private set; }

        /// <summary>The answers from now on, once it is let go.</summary>
        public TaskCompletionSource Hold(string result)
        {
            Result = result;
            var held = new TaskCompletionSource();
            _held = held.Task;
            return held;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            await _held.WaitAsync(cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent($$"""{"state":0,"result":{{Result}}}""") };
        }
    }

    private sealed class Heard : ILogger<AssetCatalog>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
