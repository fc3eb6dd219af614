namespace Payouts.Client.Tests;

/// <summary>Against the real service.</summary>
public sealed class RealServiceTests(ServiceFixture service)
{
    private readonly PayoutsClient _client = service.Client();

    [Fact]
    public async Task A_payout_is_created_once_read_and_waited_for()
    {
        var key = IdempotencyKeys.From("real", "one");
        var created = await _client.CreateAsync(ServiceFixture.Request(), key);
        Assert.False(created.IsReplay);
        Assert.Equal(25.5m, created.Value.Amount);

        var again = await _client.CreateAsync(ServiceFixture.Request(), key);
        Assert.True(again.IsReplay);
        Assert.Equal(created.Value.Id, again.Value.Id);

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var done = await _client.WaitAsync(created.Value.Id, cancellationToken: limit.Token);
        Assert.Equal((PayoutStatus.Confirmed, null), (done.Status, done.Detail));
        Assert.Null(await _client.GetAsync(done.Id, ifNoneMatch: done.Version));
        Assert.Equal(done.Version, (await _client.GetAsync(done.Id, ifNoneMatch: done.Version - 1))!.Version);
    }

    [Fact]
    public async Task An_address_book_is_kept()
    {
        var request = new AddressRequest { Network = "tron", Asset = "usdt", Address = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", Label = "treasury" };
        var added = await _client.Addresses.AddAsync("book-1", request);
        Assert.False(added.IsReplay);
        Assert.Equal(("TRON", "USDT", AddressStatus.Cooling, AddressStrength.Strong), (added.Value.Network, added.Value.Asset, added.Value.Status, added.Value.Strength));
        Assert.Equal(TimeSpan.FromDays(1), added.Value.ActiveAt - added.Value.CreatedAt);
        Assert.True((await _client.Addresses.AddAsync("book-1", request)).IsReplay);

        var poison = new AddressRequest { Network = "TRON", Address = "TDD97yguPESTpcrHzs5cA2wjm1rrdcVaQM", Label = "not ours" };
        var refused = await Assert.ThrowsAsync<PayoutsException>(() => _client.Addresses.AddAsync("book-1", poison));
        Assert.Equal((ProblemCode.AddressSimilar, added.Value.Id), (refused.Code, Assert.Single(refused.Problem!.SimilarTo).Id));
        Assert.False((await _client.Addresses.AddAsync("book-2", poison)).IsReplay);

        var person = await Assert.ThrowsAsync<ForbiddenException>(() => _client.Addresses.ActivateAsync("book-1", added.Value.Id, 1));
        Assert.Equal(ProblemCode.PersonRequired, person.Code);
        var revoked = await _client.Addresses.RevokeAsync("book-1", added.Value.Id, "lost");
        Assert.Equal((AddressStatus.Revoked, "lost", 2), (revoked.Status, revoked.RevokeReason, revoked.Version));
        Assert.False((await _client.Addresses.AddAsync("book-1", poison)).IsReplay);
        Assert.Equal(revoked.Version, (await _client.Addresses.GetAsync("book-1", revoked.Id)).Version);
        Assert.Equal(2, await _client.Addresses.ListAsync("book-1", new() { Limit = 1 }).CountAsync());
        Assert.Equal(revoked.Id, (await _client.Addresses.ListAsync("book-1", new() { Status = AddressStatus.Revoked }).SingleAsync()).Id);
    }

    [Theory]
    [InlineData("c-1042", "bonus:2026-11:7781")]
    [InlineData("A:B.c_d-9", "~._:-")]
    [InlineData("0", "0")]
    [InlineData("longest-client-id-that-there-can-be-0123456789012345678901234567", "k")]
    public async Task The_service_computes_the_same_id(string client, string key) =>
        Assert.Equal(PayoutIds.Of(client, key), (await _client.CreateAsync(ServiceFixture.Request(client), key)).Value.Id);

    [Fact]
    public async Task What_is_paused_is_listed_with_what_waits_and_lifted()
    {
        const string Client = "held-back";
        var paused = await _client.Pauses.PauseAsync($"client:{Client}", "a test");
        Assert.Equal((paused.Version, null), ((await _client.Pauses.PauseAsync($"client:{Client}", "a test")).Version, paused.Waiting));

        var payout = (await _client.CreateAsync(ServiceFixture.Request(Client), "k")).Value;
        Assert.Equal((PayoutDetail.Queued, PayoutReason.Paused, StepKind.WaitForPause), (payout.Detail, payout.Reason, payout.Next.What));
        var listed = Assert.Single((await _client.Pauses.ListAsync()).Data, pause => pause.Scope == paused.Scope);
        Assert.Equal(("a test", 1L, 25.5m), (listed.Reason, listed.Waiting!.Count, Assert.Single(listed.Waiting.Totals).Amount));
        Assert.Equal(paused.At, listed.At);

        await Assert.ThrowsAsync<VersionMismatchException>(() => _client.Pauses.LiftAsync(paused.Scope, paused.Version - 1, "too early"));
        Assert.Equal(paused.Version, (await _client.Pauses.LiftAsync(paused.Scope, paused.Version, "done")).Version);
        Assert.Equal(ProblemCode.PauseNotFound, (await Assert.ThrowsAsync<NotFoundException>(() => _client.Pauses.LiftAsync(paused.Scope, paused.Version, "again"))).Code);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        Assert.Equal(PayoutStatus.Confirmed, (await _client.WaitAsync(payout.Id, cancellationToken: limit.Token)).Status);
    }

    [Fact]
    public async Task Every_field_of_a_request_comes_back()
    {
        var request = new PayoutRequest
        {
            ClientId = "every-field",
            Asset = "ton",
            Network = "ton",
            Amount = 0.50m,
            WalletAddress = "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N",
            Memo = "7781-é",
            Origin = PayoutOrigin.Bonus,
            Reference = "bonus / 2026",
            RequestedBy = "ana@example.com",
            ScheduledFor = TimeProvider.System.GetUtcNow().AddDays(1),
            FeePayer = FeePayer.Recipient,
            Metadata = new Dictionary<string, string> { ["a"] = "\"b\"" },
        };
        var payout = (await _client.CreateAsync(request, "k")).Value;
        Assert.Equal(("TON", "TON", 0.5m, request.WalletAddress, request.Memo), (payout.Asset, payout.Network, payout.Amount, payout.WalletAddress, payout.Memo));
        Assert.Equal((PayoutOrigin.Bonus, request.Reference, request.RequestedBy, FeePayer.Recipient), (payout.Origin, payout.Reference, payout.RequestedBy, payout.FeePayer));
        Assert.Equal(request.Metadata, payout.Metadata);
        Assert.Equal(request.ScheduledFor.Value.UtcDateTime, payout.ScheduledFor!.Value.UtcDateTime, TimeSpan.FromMilliseconds(1));
        Assert.Equal(PayoutDetail.Scheduled, payout.Detail);
        Assert.True((await _client.CreateAsync(request, "k")).IsReplay);

        var page = await _client.PageAsync(new()
        {
            ClientId = "every-field",
            Status = PayoutStatus.Pending,
            Detail = PayoutDetail.Scheduled,
            Asset = "TON",
            Network = "TON",
            Origin = PayoutOrigin.Bonus,
            Reference = request.Reference,
            NeedsAttention = false,
            CreatedFrom = payout.CreatedAt,
            CreatedTo = payout.CreatedAt.AddMilliseconds(1),
            Limit = 100,
        });
        Assert.Equal(payout.Id, Assert.Single(page.Data).Id);

        var cancelled = await _client.CancelAsync(payout.Id, payout.Version);
        Assert.Equal((PayoutStatus.Cancelled, PayoutReason.CancelledByClient), (cancelled.Status, cancelled.Reason));
        Assert.Equal(cancelled.Version, (await _client.CancelAsync(payout.Id, payout.Version)).Version);
    }

    [Fact]
    public async Task A_list_a_feed_and_sums_agree()
    {
        const string client = "agreeing";
        for (var i = 0; i < 7; i++)
        {
            await _client.CreateAsync(ServiceFixture.Request(client, i + 1), $"{i}");
        }

        var listed = await _client.ListAsync(new() { ClientId = client, Limit = 2 }).ToListAsync();
        Assert.Equal([7m, 6m, 5m, 4m, 3m, 2m, 1m], listed.Select(payout => payout.Amount));
        var stats = await _client.StatsAsync(client);
        Assert.Equal((client, 7L, 28m), (stats.ClientId, stats.Payouts, stats.Totals.Sum(total => total.Amount)));
        Assert.True((await _client.StatsAsync()).Payouts >= 7);

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var events = _client.EventsAsync(filter: new() { ClientId = client, Types = [EventType.Created] });
        var seen = await events.Take(7).ToListAsync(limit.Token);
        Assert.Equal(listed.Select(payout => payout.Id).Order(), seen.Select(happened => happened.Data!.PayoutId).Order());
        Assert.Equal(seen[0].Data!.Amount, (await _client.EventAsync(seen[0].Id)).Data!.Amount);
        Assert.Contains((await _client.CatalogAsync()).Services, pair => pair is { Asset: "USDT", Network: "TRON" });
    }

    [Fact]
    public async Task Refusals_have_their_types()
    {
        var invalid = await Assert.ThrowsAsync<ValidationFailedException>(() => _client.CreateAsync(ServiceFixture.Request("c", -1), "k"));
        Assert.Equal("/amount", Assert.Single(invalid.Errors).Pointer);
        await Assert.ThrowsAsync<ValidationFailedException>(() => _client.CreateAsync("{"u8.ToArray(), "k"));
        await Assert.ThrowsAsync<ValidationFailedException>(() => _client.PageAsync(new(), "not-a-cursor"));

        var payout = (await _client.CreateAsync(ServiceFixture.Request("refusals"), "reused")).Value;
        var reused = await Assert.ThrowsAsync<KeyReusedException>(() => _client.CreateAsync(ServiceFixture.Request("refusals", 2), "reused"));
        Assert.Equal(["amount"], reused.Differs);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        payout = await _client.WaitAsync(payout.Id, cancellationToken: limit.Token);
        await Assert.ThrowsAsync<NotCancellableException>(() => _client.CancelAsync(payout.Id));

        var waiting = (await _client.CreateAsync(ServiceFixture.Request("refusals") with { ScheduledFor = TimeProvider.System.GetUtcNow().AddDays(1) }, "later")).Value;
        await Assert.ThrowsAsync<VersionMismatchException>(() => _client.CancelAsync(waiting.Id, waiting.Version + 1));
        await Assert.ThrowsAsync<NotFoundException>(() => _client.GetAsync("nothing"));
        await Assert.ThrowsAsync<NotFoundException>(() => service.Client(ServiceFixture.BoundSecret).GetAsync(payout.Id));
        await Assert.ThrowsAsync<ForbiddenException>(() => service.Client(ServiceFixture.ReadSecret).CancelAsync(waiting.Id));
        var unknown = await Assert.ThrowsAsync<UnauthenticatedException>(() => service.Client("nobody's").GetAsync(payout.Id));
        Assert.Equal(ProblemCode.Unauthenticated, unknown.Code);
        Assert.Matches("^[0-9a-f]{32}$", unknown.TraceId);
        await Assert.ThrowsAsync<ValidationFailedException>(async () => await _client.EventsAsync("not-a-cursor").FirstAsync());
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_created()
    {
        var nowhere = new PayoutsClient(service.Http, new() { BaseAddress = new($"http://127.0.0.1:{Harness.Ports.Free()}"), ApiKey = "k", MaxAttempts = 2 });
        await Assert.ThrowsAsync<UnavailableException>(() => nowhere.CreateAsync(ServiceFixture.Request(), "k"));
    }
}
