using System.Net;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Payouts.Client.Wire;

namespace Payouts.Client.Tests.Agreement;

/// <summary>A call of the client's, made once to see what it asks for.</summary>
/// <param name="Call">The call, with everything set that can be.</param>
/// <param name="Sends">What its body is written from; <see langword="null"/>: nothing.</param>
/// <param name="Answer">What its answer is read as; <see langword="null"/>: nothing.</param>
internal sealed record Sample(Func<PayoutsClient, Task> Call, Type? Sends, JsonTypeInfo? Answer)
{
    /// <summary>Every call that there is.</summary>
    public static IReadOnlyList<Sample> All { get; } =
    [
        new(client => client.CreateAsync(Request, "k"), typeof(PayoutRequest), PayoutsJson.Default.Payout),
        new(client => client.ValidateAsync(Request, "k"), typeof(PayoutRequest), PayoutsJson.Default.Validation),
        new(client => client.GetAsync(Json.Id, 1), null, PayoutsJson.Default.Payout),
        new(client => client.CancelAsync(Json.Id, 1), null, PayoutsJson.Default.Payout),
        new(client => client.LookUpAsync(Json.Id), null, PayoutsJson.Default.Payout),
        new(client => client.ClaimAttentionAsync(Json.Id, "n"), typeof(NoteBody), PayoutsJson.Default.Payout),
        new(client => client.ResolveAttentionAsync(Json.Id, 1, "n"), typeof(NoteBody), PayoutsJson.Default.Payout),
        new(client => client.PageAsync(Filter, "c"), null, PayoutsJson.Default.PayoutPage),
        new(async client => await client.EventsAsync("a", Events).AsPages().FirstAsync(), null, PayoutsJson.Default.EventPage),
        new(client => client.EventAsync($"evt_{Json.Id}_1"), null, PayoutsJson.Default.PayoutEvent),
        new(client => client.StatsAsync(), null, PayoutsJson.Default.PayoutStats),
        new(client => client.StatsAsync("c-1"), null, PayoutsJson.Default.PayoutStats),
        new(client => client.SeriesAsync(default, default, SeriesStep.Day, "c-1", "USDT"), null, PayoutsJson.Default.PayoutSeries),
        new(client => client.SystemAsync(), null, PayoutsJson.Default.SystemStatus),
        new(client => client.CatalogAsync(), null, PayoutsJson.Default.Catalog),
        new(client => client.MeAsync(), null, PayoutsJson.Default.Me),
        new(client => client.SignOutEverywhereAsync(), null, null),
        new(client => client.SignOutEverywhereAsync("ana"), null, null),
        new(client => client.Addresses.PageAsync("c-1", new() { Status = AddressStatus.Active, Network = "TON", Limit = 1 }, "c"), null, PayoutsJson.Default.AddressPage),
        new(client => client.Addresses.GetAsync("c-1", Json.Id), null, PayoutsJson.Default.AddressEntry),
        new(
            client => client.Addresses.AddAsync("c-1", new() { Network = "TON", Asset = "TON", Address = "a", Memo = "m", Label = "l", AcknowledgeSimilar = true }),
            typeof(AddressRequest), PayoutsJson.Default.AddressEntry),
        new(client => client.Addresses.ActivateAsync("c-1", Json.Id, 1), null, PayoutsJson.Default.AddressEntry),
        new(client => client.Addresses.RevokeAsync("c-1", Json.Id, "r"), typeof(ReasonBody), PayoutsJson.Default.AddressEntry),
        new(client => client.Approvals.ApproveAsync(Json.Id, 1, "treasurer", "n"), typeof(ApprovalBody), PayoutsJson.Default.Payout),
        new(client => client.Approvals.RejectAsync(Json.Id, 1, "r"), typeof(ReasonBody), PayoutsJson.Default.Payout),
        new(client => client.Approvals.ApproveManyAsync(Selection), typeof(PayoutSelection), PayoutsJson.Default.DecidedPayouts),
        new(client => client.Approvals.RejectManyAsync(Selection), typeof(PayoutSelection), PayoutsJson.Default.DecidedPayouts),
        new(client => client.Limits.ListAsync("c-1"), null, PayoutsJson.Default.LimitList),
        new(client => client.Limits.UsageAsync("l", new() { ClientId = "c-1", Asset = "USDT", Network = "TRON", Key = "k" }), null, PayoutsJson.Default.LimitUsage),
        new(client => client.Audit.GetAsync(Json.Id), null, PayoutsJson.Default.PayoutAudit),
        new(client => client.Audit.PageAsync(new() { Actor = "a", Action = "key", Target = "t", From = default(DateTimeOffset), To = default(DateTimeOffset), Limit = 1 }, "c"), null, PayoutsJson.Default.AuditEntryPage),
        new(client => client.Audit.VerifyAsync(new() { PayoutId = Json.Id, From = default(DateTimeOffset), To = default(DateTimeOffset), Cursor = "c" }), typeof(AuditVerification), PayoutsJson.Default.AuditReport),
        new(client => client.Audit.ExportAsync(default, default), null, null),
        new(client => client.Keys.ListAsync(), null, PayoutsJson.Default.KeyList),
        new(client => client.Keys.GetAsync("k"), null, PayoutsJson.Default.Key),
        new(client => client.Keys.CreateAsync(new() { Name = "n", Scopes = [Scope.Read], ClientId = "c-1", ExpiresAt = default(DateTimeOffset) }), typeof(KeyRequest), PayoutsJson.Default.NewKey),
        new(client => client.Keys.RotateAsync("k", 1, TimeSpan.Zero), typeof(OverlapBody), PayoutsJson.Default.NewKey),
        new(client => client.Keys.RevokeAsync("k", "r"), typeof(ReasonBody), PayoutsJson.Default.Key),
        new(client => client.Pauses.ListAsync(), null, PayoutsJson.Default.PauseList),
        new(client => client.Pauses.PauseAsync("client:c-1", "r"), typeof(ReasonBody), PayoutsJson.Default.Pause),
        new(client => client.Pauses.LiftAsync("client:c-1", 1, "r"), typeof(ReasonBody), PayoutsJson.Default.Pause),
        new(client => client.Policies.GetAsync(), null, PayoutsJson.Default.Policy),
        new(client => client.Policies.VersionsAsync(), null, PayoutsJson.Default.PolicyVersionList),
        new(client => client.Policies.VersionAsync(1), null, PayoutsJson.Default.PolicyVersion),
        new(client => client.Policies.ProposalsAsync(), null, PayoutsJson.Default.ProposalList),
        new(client => client.Policies.ProposalAsync("p"), null, PayoutsJson.Default.Proposal),
        new(client => client.Policies.ProposeAsync("{}", "n", 1), typeof(ProposalBody), PayoutsJson.Default.Proposal),
        new(client => client.Policies.ApproveAsync("p", 1), null, PayoutsJson.Default.Proposal),
        new(client => client.Policies.RejectAsync("p", 1, "r"), typeof(RejectionBody), PayoutsJson.Default.Proposal),
        new(client => client.Policies.CheckAsync(Request, new() { IsOther = true, Person = "ana", Key = "k", At = default(DateTimeOffset), Proposal = "p" }), typeof(PayoutRequest), PayoutsJson.Default.PolicyCheck),
    ];

    private static PayoutRequest Request => new()
    {
        ClientId = "c-1042",
        Asset = "TON",
        Network = "TON",
        Amount = 1,
        WalletAddress = "a",
        Memo = "m",
        Origin = PayoutOrigin.Bonus,
        Reference = "r",
        RequestedBy = "ana",
        ScheduledFor = default(DateTimeOffset),
        FeePayer = FeePayer.Recipient,
        Metadata = new Dictionary<string, string> { ["a"] = "b" },
    };

    private static PayoutSelection Selection => new() { Payouts = [new(Json.Id, 1)], Expect = new(1, [new("TON", 1)]), Reason = "r" };

    private static PayoutFilter Filter => new()
    {
        ClientId = "c-1",
        Status = PayoutStatus.Pending,
        Detail = PayoutDetail.Queued,
        Asset = "USDT",
        Network = "TRON",
        Origin = PayoutOrigin.Manual,
        Reference = "r",
        HeleketTransactionId = "h",
        Txid = "t",
        NeedsAttention = true,
        IsDecidable = true,
        CreatedFrom = default(DateTimeOffset),
        CreatedTo = default(DateTimeOffset),
        Sort = PayoutSort.Since,
        Limit = 1,
    };

    private static EventFilter Events => new() { Types = [EventType.Created], ClientId = "c-1", PayoutId = Json.Id, Limit = 1 };

    /// <summary>What it asks for.</summary>
    public async Task<Asked> AskAsync()
    {
        var service = new FakeService().Then(HttpStatusCode.NotFound);
        await Assert.ThrowsAsync<NotFoundException>(() => Call(service.Client(options => options.BaseAddress = new("http://payouts.test"))));
        return Assert.Single(service.Asked);
    }
}
