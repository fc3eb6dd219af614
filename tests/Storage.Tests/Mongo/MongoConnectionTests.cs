using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using MongoDB.Driver;
using Payouts.Hosting;
using Payouts.Silo.Settings;
using Payouts.Storage.Mongo;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>
/// What a connection string decides, what it does not, and how a bad one is rejected. Needs no server.
/// </summary>
public sealed class MongoConnectionTests
{
    private const string Password = "s3cret-word";

    [Fact]
    public void No_connection_string_weakens_a_write_or_a_read()
    {
        var settings = MongoConnection.Settings(
            "mongodb://h1,h2/db?w=0&journal=false&wtimeoutMS=1&readPreference=secondary&readConcernLevel=local&retryWrites=false&retryReads=false");

        Assert.Equal(WriteConcern.WMajority.W, settings.WriteConcern.W);
        Assert.True(settings.WriteConcern.Journal);
        Assert.Equal(ReadConcern.Majority, settings.ReadConcern);
        Assert.Equal(ReadPreferenceMode.Primary, settings.ReadPreference.ReadPreferenceMode);
        Assert.True(settings.RetryWrites);
        Assert.True(settings.RetryReads);
    }

    [Fact]
    public void Hosts_authentication_tls_and_database_are_the_connection_strings()
    {
        const string Text = $"mongodb://ana:{Password}@h1:27018,h2/ledger?replicaSet=rs0&tls=true&authSource=admin&maxPoolSize=7";

        var settings = MongoConnection.Settings(Text);

        Assert.Equal([new MongoServerAddress("h1", 27018), new MongoServerAddress("h2", 27017)], settings.Servers);
        Assert.Equal(("ana", "admin"), (settings.Credential.Username, settings.Credential.Source));
        Assert.True(settings.UseTls);
        Assert.Equal(("rs0", 7), (settings.ReplicaSetName, settings.MaxConnectionPoolSize));
        Assert.Equal("ledger", MongoConnection.Database(Text));
        Assert.Equal("payouts", MongoConnection.Database("mongodb://h1"));
    }

    [Fact]
    public void No_wait_is_longer_than_a_batch_may_last_and_those_given_are_kept()
    {
        var ours = MongoConnection.Settings("mongodb://h1/?socketTimeoutMS=0");
        var theirs = MongoConnection.Settings(
            "mongodb://h1/?serverSelectionTimeoutMS=30000&socketTimeoutMS=900&connectTimeoutMS=30000&waitQueueTimeoutMS=120000");

        var limit = MongoConnection.CallLimit("mongodb://h1/?socketTimeoutMS=900");
        Assert.InRange(limit, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6));
        TimeSpan[] waits =
        [
            ours.ServerSelectionTimeout, ours.ConnectTimeout, ours.WaitQueueTimeout, ours.SocketTimeout, ours.WriteConcern.WTimeout!.Value,
            MongoConnection.ReadLimit,
        ];
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(1), limit - TimeSpan.FromSeconds(1)));

        Assert.Equal(TimeSpan.FromSeconds(20), MongoConnection.CallLimit("mongodb://h1/?socketTimeoutMS=20000"));

        // The server reports a missing majority, or a slow read, before the socket times out.
        Assert.True(ours.WriteConcern.WTimeout < ours.SocketTimeout);
        Assert.True(MongoConnection.ReadLimit < ours.SocketTimeout);
        Assert.Equal(
            (30, 0.9, 30, 120),
            (theirs.ServerSelectionTimeout.TotalSeconds, theirs.SocketTimeout.TotalSeconds, theirs.ConnectTimeout.TotalSeconds, theirs.WaitQueueTimeout.TotalSeconds));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Data Source=data/payouts.db")]
    [InlineData($"postgres://ana:{Password}@h1/db")]
    [InlineData($"mongodb://ana:{Password}@/db")]
    [InlineData($"mongodb://ana:{Password}@h1,h2/db?directConnection=true")]
    [InlineData($"mongodb://ana:{Password}@h1/db?w=many&tls=perhaps")]
    public void A_bad_connection_string_stops_the_silo_with_a_sentence_that_names_the_setting_and_no_password(string? text)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Settings(text));

        Assert.Contains("ConnectionStrings__Payouts", exception.Message, StringComparison.Ordinal);
        Assert.Contains("mongodb://", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_provider_is_read_in_any_case_and_another_is_refused_by_name()
    {
        Assert.Equal(StorageProvider.Mongo, Settings("mongodb://h1", provider: "mongo").Storage);

        var exception = Assert.Throws<OptionsValidationException>(() => Settings("mongodb://h1", provider: "Oracle"));
        Assert.Contains("Storage__Provider", exception.Message, StringComparison.Ordinal);
    }

    internal static SiloSettings Settings(string? connectionString, string provider = "Mongo")
    {
        var read = new SettingReader(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["HELEKET_PROJECT_URL"] = "http://127.0.0.1:1/",
            ["HELEKET_MERCHANT_ID"] = "8b03432e-385b-4670-8d06-064591096795",
            ["HELEKET_API_KEY"] = "key",
            ["Storage:Provider"] = provider,
            ["ConnectionStrings:Payouts"] = connectionString,
        }).Build());
        var settings = SiloSettings.Read(read);
        read.RequireNoErrors();
        return settings;
    }
}
