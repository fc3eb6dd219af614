using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Contract;

/// <summary>
/// A rule that is newer than a payout rejects only new ones: a repeat whose response was lost must not be told that
/// nothing was made.
/// </summary>
public sealed class StricterRuleTests
{
    private const string OffCurve = "BPFLoaderUpgradeab1e11111111111111111111111";

    [Fact]
    public async Task A_repeat_of_what_an_earlier_release_took_is_answered_and_nothing_new_is_made_of_it()
    {
        await using var world = await World.CreateAsync();
        await world.StartAsync();
        using var api = new Api(world.Address);
        var made = await api.CreateAsync(Of("invoice-7", "10"), "older");
        Assert.Equal(HttpStatusCode.Created, made.Status);
        await world.StopAsync();
        Rewrite(world.DatabaseFile, ("\"invoice-7\"", "\" invoice-7\""));
        await world.StartAsync();

        var repeat = await api.CreateAsync(Of(" invoice-7", "10"), "older");
        Assert.Equal((HttpStatusCode.OK, made.Id, " invoice-7"), (repeat.Status, repeat.Id, (string?)repeat.Body!["reference"]));
        (await api.CreateAsync(Of(" invoice-7", "11"), "older")).IsProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        (await api.CreateAsync(Of(" invoice-7", "10"), "newer")).IsInvalid("/reference");
        Assert.Single((await api.GetAsync("/payouts")).Body!["data"]!.AsArray());
    }

    [Fact]
    public async Task Solana_off_the_curve_is_refused_unless_the_operator_allows_it()
    {
        await using var strict = await World.CreateAsync();
        await strict.StartAsync();
        using (var api = new Api(strict.Address))
        {
            var refused = await api.CreateAsync(Solana(OffCurve));
            refused.IsInvalid("/wallet_address");
            Assert.Contains("off the ed25519 curve", refused.Text, StringComparison.Ordinal);
        }

        await using var lenient = await World.CreateAsync(settings: ("Addresses__AllowOffCurve", "true"));
        await lenient.StartAsync();
        using var allowed = new Api(lenient.Address);
        Assert.Equal(HttpStatusCode.Created, (await allowed.CreateAsync(Solana(OffCurve))).Status);
        (await allowed.CreateAsync(Solana("11111111111111111111111111111111"))).IsInvalid("/wallet_address");
    }

    private static JsonObject Of(string reference, string amount) =>
        Api.Request(("reference", reference), ("amount", amount), ("scheduled_for", "2027-06-01T00:00:00Z"));

    private static JsonObject Solana(string address) =>
        Api.Request(("asset", "SOL"), ("network", "SOL"), ("wallet_address", address), ("scheduled_for", "2027-06-01T00:00:00Z"));

    private static void Rewrite(string file, (string From, string To) text)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE payouts SET document = replace(document, $from, $to)";
        command.Parameters.AddWithValue("$from", text.From);
        command.Parameters.AddWithValue("$to", text.To);
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
