using Payouts.Addresses;
using Payouts.Gateway.Authentication;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>Every answer about address books, byte for byte as it was.</summary>
public sealed class AddressAnswersGoldenTests : IAsyncLifetime
{
    private const string Book = "/clients/c-1/addresses";
    private const string Tron = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm";
    private const string Evm = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    private const string Ton = "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF";
    private const string Mine = """{"network":"tron","asset":"usdt","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm","label":"treasury"}""";

    private static readonly DateTimeOffset At = GoldenGateway.Now;
    private static readonly Caller Ana = new("ana@example.com", "ana");
    private static readonly string NoId = new('0', 32);

    private static readonly BookEntry Cooling =
        new(AddressId.Of("c-1", "TON", Ton, "7781"), "TON", Ton, "exchange", Ana, At.AddHours(-1), At.AddHours(23), ["ana@example.com"], [], Memo: "7781");

    private static readonly BookEntry Active = new(
        AddressId.Of("c-1", "ETH", Evm, null), "ETH", Evm, "cold <store>", Ana, At.AddDays(-2), At, ["ana@example.com"], [NoId], "USDT",
        Activated: new(At, "ben@example.com"), Version: 2);

    private static readonly BookEntry Revoked = Active with
    {
        Id = AddressId.Of("c-1", "BSC", Evm, null),
        Network = "BSC",
        Revoked = new Revocation(At.AddMinutes(-1), "lost", null, "full"),
        Version = 3,
    };

    private GoldenGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GoldenGateway.StartAsync(new() { Services = ScriptedCluster.SomeServices }, keys:
        [
            new("ana", null, "ana@example.com", Scopes.Create, Scopes.Approve),
            new("ben", null, "ben@example.com", Scopes.Approve),
            new("mine", "c-1", "cleo@example.com", Scopes.Read, Scopes.Create),
        ]);
        _gateway.Cluster.Books["c-1"] = [Cooling, Active, Revoked];
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_book_is_answered_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "GET /clients/{client_id}/addresses and GET /clients/{client_id}/addresses/{id}.");
        await answers.AskAsync("All", $"GET {Book}");
        await answers.AskAsync("All, for a key of the client: nobody is named", $"GET {Book}", key: "mine");
        await answers.AskAsync("A page", $"GET {Book}?limit=2&network=eth");
        await answers.AskAsync("A page with others behind it", $"GET {Book}?limit=1");
        await answers.AskAsync("Those that cool off", $"GET {Book}?status=cooling");
        await answers.AskAsync("An empty book", "GET /clients/c-2/addresses");
        await answers.AskAsync("An entry", $"GET {Book}/{Active.Id}");
        await answers.AskAsync("No such entry", $"GET {Book}/{NoId}");
        await answers.AskAsync("Not an id", $"GET {Book}/x");
        await answers.AskAsync("Another client's", $"GET {Book}", key: "bound");
        await answers.AskAsync("Not a client", "GET /clients/a%20b/addresses");
        await answers.AskAsync("Wrong parameters", $"GET {Book}?status=new&network=a-b&limit=0&asset=USDT");
        await answers.AskAsync("A cursor of another list", $"GET {Book}?cursor=AQAAAAAAAAAAAAAAAAAAAAAAAAAqvX0vQqkQb3uT1m5c9Zr0Yw");
        answers.Check("addresses.txt");
    }

    [Fact]
    public async Task A_change_of_a_book_is_answered_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "POST /clients/{client_id}/addresses, activate and revoke.");
        await answers.AskAsync("An address is added", $"POST {Book}", Mine, key: "ana");
        await answers.AskAsync("The same again", $"POST {Book}", Mine, key: "ana");
        await answers.AskAsync("By a key of the client, with a memo", $"POST {Book}", $$"""{"network":"TON","address":"{{Ton}}","memo":"1","label":"é"}""", key: "mine");
        await answers.AskAsync("It looks like others", $"POST {Book}", $$"""{"network":"TRON","address":"{{Tron}}","label":"similar","memo":null,"asset":null}""");
        await answers.AskAsync("And is meant", $"POST {Book}", $$"""{"network":"ETH","address":"0x52908400098527886E0F7030069857D2E4169EE7","label":"similar","acknowledge_similar":true}""");
        var id = AddressId.Of("c-1", "TRON", Tron, null);
        await answers.AskAsync("Who added it activates it", $"POST {Book}/{id}/activate", key: "ana", headers: ("If-Match", "\"1\""));
        await answers.AskAsync("Another person does, with an older version", $"POST {Book}/{id}/activate", key: "ben", headers: ("If-Match", "\"7\""));
        await answers.AskAsync("Another person does", $"POST {Book}/{id}/activate", key: "ben", headers: ("If-Match", "\"1\""));
        await answers.AskAsync("It is revoked", $"POST {Book}/{id}/revoke", """{"reason":"lost"}""", key: "ben");
        await answers.AskAsync("Again", $"POST {Book}/{id}/revoke", """{"reason":"again"}""");
        await answers.AskAsync("What is revoked is not activated", $"POST {Book}/{id}/activate", key: "ben", headers: ("If-Match", "\"3\""));
        await answers.AskAsync("It is added once more", $"POST {Book}", Mine, key: "ana");
        answers.Check("address-changes.txt");
    }

    [Fact]
    public async Task A_change_of_a_book_that_is_refused_is_told_why_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "POST /clients/{client_id}/addresses, activate and revoke, refused.");
        await answers.AskAsync("Nothing is there", $"POST {Book}", "{}");
        await answers.AskAsync("Everything is wrong", $"POST {Book}", $$"""{"network":"TRON","asset":"U$","address":"{{Evm}}","memo":"1","label":" x","acknowledge_similar":"yes","status":"active"}""");
        await answers.AskAsync("A pair that cannot be paid", $"POST {Book}", $$"""{"network":"TON","asset":"USDT","address":"{{Ton}}","label":"{{new string('x', 81)}}"}""");
        await answers.AskAsync("Another asset", $"POST {Book}", $$"""{"network":"ETH","address":"{{Evm.ToLowerInvariant()}}","label":"any"}""");
        await answers.AskAsync("The book is full", $"POST {Book}", $$"""{"network":"TRON","address":"{{Tron}}","label":"full"}""");
        await answers.AskAsync("Another client's book", $"POST {Book}", Mine, key: "bound");
        await answers.AskAsync("A key that may not add", $"POST {Book}", Mine, key: "reader");
        await answers.AskAsync("Nobody's key activates nothing", $"POST {Book}/{Cooling.Id}/activate", headers: ("If-Match", "\"1\""));
        await answers.AskAsync("Without a version", $"POST {Book}/{Cooling.Id}/activate", key: "ben");
        await answers.AskAsync("A version that is none", $"POST {Book}/{Cooling.Id}/activate", key: "ben", headers: ("If-Match", "1"));
        await answers.AskAsync("No such entry to activate", $"POST {Book}/{NoId}/activate", key: "ben", headers: ("If-Match", "\"1\""));
        await answers.AskAsync("Another client's entry", $"POST {Book}/{Cooling.Id}/activate", key: "bound");
        await answers.AskAsync("A key that may not revoke", $"POST {Book}/{Cooling.Id}/revoke", """{"reason":"lost"}""", key: "reader");
        await answers.AskAsync("Without a reason", $"POST {Book}/{Cooling.Id}/revoke", """{"reason":""}""");
        await answers.AskAsync("No such entry to revoke", $"POST {Book}/x/revoke", """{"reason":"lost"}""");
        answers.Check("address-refusals.txt");
    }
}
