using System.Net;

namespace Payouts.Client.Tests;

/// <summary>Address books: what is sent, what is read, and that every call may be repeated.</summary>
public sealed class AddressBookTests
{
    private const string Path = "/api/clients/c-1/addresses";
    private const string Id = "af82d4819a5a576b01c9202690fa2687";

    private static readonly AddressRequest Request = new() { Network = "TRON", Address = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", Label = "treasury" };

    private readonly FakeService _service = new();

    [Fact]
    public async Task An_address_is_added_and_told_from_one_that_was_there()
    {
        _service.ThenBreak().Then(HttpStatusCode.Created, Entry()).Then(HttpStatusCode.OK, Entry("active"));
        await _service.RunAsync(async () =>
        {
            var added = await _service.Client().Addresses.AddAsync("c-1", Request);
            Assert.False(added.IsReplay);
            Assert.Equal((Id, "c-1", AddressStatus.Cooling, AddressStrength.Strong, "ana"), (added.Value.Id, added.Value.ClientId, added.Value.Status, added.Value.Strength, added.Value.CreatedBy!.Person));
            Assert.Equal(["other"], added.Value.SimilarTo);
            return await _service.Client().Addresses.AddAsync("c-1", Request with { AcknowledgeSimilar = true, Asset = "USDT" });
        });

        Assert.Equal([Path, Path, Path], _service.Asked.Select(asked => asked.Path));
        Assert.Equal("""{"network":"TRON","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm","label":"treasury"}""", _service.Asked[0].Body);
        Assert.Equal("""{"network":"TRON","asset":"USDT","address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm","label":"treasury","acknowledge_similar":true}""", _service.Asked[2].Body);
    }

    [Fact]
    public async Task A_look_alike_is_refused_with_what_it_looks_like()
    {
        _service.Then(
            HttpStatusCode.Conflict, """{"status":409,"code":"address-similar","similar_to":[{"id":"e1","label":"main","masked":"TDD97…Vaqm"}]}""", ("Content-Type", "application/problem+json"));

        var failure = await _service.FailsAsync<PayoutsException>(() => _service.Client().Addresses.AddAsync("c-1", Request));

        Assert.Equal(ProblemCode.AddressSimilar, failure.Code);
        Assert.Equal(new SimilarAddress { Id = "e1", Label = "main", Masked = "TDD97…Vaqm" }, Assert.Single(failure.Problem!.SimilarTo));
        Assert.Empty(failure.Problem.Others);
    }

    [Fact]
    public async Task An_activation_names_the_version_each_time_and_a_revocation_the_reason()
    {
        _service.ThenBreak().Then(HttpStatusCode.OK, Entry("active")).ThenProblem(502, null).Then(HttpStatusCode.OK, Entry("revoked"));
        await _service.RunAsync(() => _service.Client().Addresses.ActivateAsync("c-1", Id, expectedVersion: 1));
        await _service.RunAsync(() => _service.Client().Addresses.RevokeAsync("c-1", Id, "lost"));

        Assert.Equal([$"{Path}/{Id}/activate", $"{Path}/{Id}/activate", $"{Path}/{Id}/revoke", $"{Path}/{Id}/revoke"], _service.Asked.Select(asked => asked.Path));
        Assert.Equal(["\"1\"", "\"1\""], _service.Asked.Take(2).Select(asked => asked.Headers["If-Match"]));
        Assert.All(_service.Asked.Skip(2), asked => Assert.Equal("""{"reason":"lost"}""", asked.Body));
    }

    [Fact]
    public async Task A_revoked_address_is_not_activated_and_the_standing_is_read()
    {
        _service.Then(HttpStatusCode.UnprocessableEntity, """{"status":422,"code":"address-not-allowed","standing":"revoked"}""", ("Content-Type", "application/problem+json"));

        var failure = await _service.FailsAsync<PayoutsException>(() => _service.Client().Addresses.ActivateAsync("c-1", Id, 1));

        Assert.Equal((ProblemCode.AddressNotAllowed, AddressStatus.Revoked), (failure.Code, failure.Problem!.Standing));
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_with_its_filter()
    {
        _service.Then(HttpStatusCode.OK, $$"""{"data":[{{Entry()}}],"next_cursor":"n","has_more":true}""").Then(HttpStatusCode.OK, $$"""{"data":[{{Entry()}}],"next_cursor":null,"has_more":false}""");

        var entries = await _service.Client().Addresses.ListAsync("c-1", new() { Status = AddressStatus.Cooling, Network = "TRON", Limit = 1 }).ToListAsync();

        Assert.Equal([Id, Id], entries.Select(entry => entry.Id));
        Assert.Equal([$"{Path}?status=cooling&network=TRON&limit=1", $"{Path}?status=cooling&network=TRON&limit=1&cursor=n"], _service.Asked.Select(asked => asked.Path));
    }

    [Fact]
    public async Task An_answer_about_another_client_or_entry_is_not_taken()
    {
        _service.Always(_ => FakeService.Answer(HttpStatusCode.OK, Entry()));

        await _service.FailsAsync<PayoutsException>(() => _service.Client().Addresses.GetAsync("c-2", Id));
        await _service.FailsAsync<PayoutsException>(() => _service.Client().Addresses.GetAsync("c-1", Json.Id));
        Assert.Equal(Id, (await _service.Client().Addresses.GetAsync("c-1", Id)).Id);
    }

    [Theory]
    [InlineData(".", Id)]
    [InlineData("c-1", "..")]
    [InlineData("", Id)]
    public async Task An_id_that_would_lead_elsewhere_is_not_sent(string clientId, string id)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _service.Client().Addresses.GetAsync(clientId, id));
        Assert.Empty(_service.Asked);
    }

    private static string Entry(string status = "cooling") => $$"""
        { "id": "{{Id}}", "client_id": "c-1", "network": "TRON", "asset": null, "address": "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", "memo": null, "label": "treasury", "strength": "strong",
          "status": "{{status}}", "active_at": "2026-11-29T10:00:00.000Z", "similar_to": ["other"], "created_by": { "person": "ana", "key": null }, "created_at": "2026-11-28T10:00:00.000Z",
          "activated_by": null, "activated_at": null, "revoked_by": null, "revoked_at": null, "revoke_reason": null, "version": 1 }
        """;
}
