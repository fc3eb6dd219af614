using System.Buffers;
using Heleket;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Providers;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Providers;

/// <summary>What Heleket's words mean, and that a silo of an older release, which passes on the word alone, is understood the same.</summary>
public sealed class ProviderReportTests : IDisposable
{
    private readonly ServiceProvider _serializers = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private readonly HttpClient _http = new();

    public static TheoryData<string, ProviderStatus> Words => new()
    {
        { "process", ProviderStatus.Processing },
        { "check", ProviderStatus.Processing },
        { "paid", ProviderStatus.Paid },
        { "fail", ProviderStatus.Failed },
        { "system_fail", ProviderStatus.SystemFailed },
        { "cancel", ProviderStatus.Cancelled },
        { "teleported", ProviderStatus.Processing },
        { "Paid", ProviderStatus.Processing },
        { "paid ", ProviderStatus.Processing },
        { "", ProviderStatus.Processing },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void A_word_means_one_status(string word, ProviderStatus status) => Assert.Equal(status, HeleketWords.Read(word));

    [Theory]
    [MemberData(nameof(Words))]
    public void A_report_of_an_older_silo_does_at_every_stage_what_one_of_this_release_does(string word, ProviderStatus status)
    {
        foreach (var isFinal in new[] { true, false })
        {
            var told = HeleketProvider.Report(Info(word, isFinal), LogSource.Webhook);
            Assert.Equal((status, word), (told.Status, told.RawStatus));

            var old = Sent(new OldReport(Some.Uuid, word, isFinal, "0xabc", 0.3m, LogSource.Webhook));
            Assert.Equal(ProviderStatus.Unread, old.Status);
            var read = Provider().Interpret(old);

            Assert.Equal(told, read);
            foreach (var stage in Some.Stages.Select(Some.At))
            {
                Assert.Equal(All(stage, told), All(stage, read), Same);
            }
        }
    }

    [Fact]
    public void An_older_silo_finds_the_word_of_a_new_report_where_it_was()
    {
        var told = HeleketProvider.Report(Info("paid", true), LogSource.Webhook);

        var read = Read<OldReport>(Written(told));

        Assert.Equal(new OldReport(told.Uuid, "paid", true, told.Txid, told.Fee, LogSource.Webhook), read);
    }

    [Fact]
    public void A_status_that_was_read_is_not_read_again()
    {
        var told = Some.Report("paid") with { Status = ProviderStatus.Cancelled };
        Assert.Same(told, Provider().Interpret(told));
    }

    [Fact]
    public void The_machine_decides_nothing_by_a_status_that_nobody_read()
    {
        var unread = Some.Report("teleported", true) with { Status = ProviderStatus.Unread };
        foreach (var stage in new[] { "Processing", "Confirmed", "Failed" })
        {
            Assert.Throws<InvalidOperationException>(() => Some.After(Some.At(stage), new PayoutEvent.LookedUp(unread)));
        }
    }

    public void Dispose()
    {
        _serializers.Dispose();
        _http.Dispose();
    }

    private static PayoutInfo Info(string word, bool isFinal) => new()
    {
        Uuid = Some.Uuid,
        Status = word,
        IsFinal = isFinal,
        Txid = "0xabc",
        Commission = 0.3m,
    };

    private static IEnumerable<Decision> All(PayoutState state, ProviderReport report) =>
        new PayoutEvent[] { new PayoutEvent.Accepted(report), new PayoutEvent.LookedUp(report), new PayoutEvent.Notified(report), new PayoutEvent.Unconfirmed(report) }
            .Select(happened => PayoutMachine.Apply(state, happened, Some.Options, Some.Now));

    private static bool Same(Decision one, Decision other) =>
        one.Effect == other.Effect
        && one.State.Payout.ResponseLogs.SequenceEqual(other.State.Payout.ResponseLogs)
        && one.State with { Payout = one.State.Payout with { ResponseLogs = [] } } == other.State with { Payout = other.State.Payout with { ResponseLogs = [] } };

    private HeleketProvider Provider()
    {
        var options = Options.Create(new HeleketOptions { ProjectUrl = new Uri("http://heleket.invalid/"), MerchantId = "m", PayoutKey = "k" });
        var client = new HeleketClient(_http, options, TimeProvider.System, NullLogger<HeleketClient>.Instance);
        var catalog = new AssetCatalog(client, TimeProvider.System, NullLogger<AssetCatalog>.Instance);
        return new HeleketProvider(client, catalog, Options.Create(new CallbackOptions()));
    }

    private ProviderReport Sent(OldReport report) => Read<ProviderReport>(Written(report));

    private byte[] Written<T>(T report)
    {
        var bytes = new ArrayBufferWriter<byte>();
        _serializers.GetRequiredService<Serializer<T>>().Serialize(report, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private T Read<T>(byte[] bytes) => _serializers.GetRequiredService<Serializer<T>>().Deserialize(bytes)!;
}

/// <summary>The report as releases before <see cref="ProviderReport.Status"/> have it.</summary>
[GenerateSerializer, Immutable, Alias("payouts.tests.OldReport")]
public sealed record OldReport(
    [property: Id(0)] string Uuid,
    [property: Id(1)] string Word,
    [property: Id(2)] bool IsFinal,
    [property: Id(3)] string? Txid,
    [property: Id(4)] decimal? Fee,
    [property: Id(5)] LogSource Source);
