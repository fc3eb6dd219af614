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
        Assert.Equal(PayoutIds.Of("c-1042", key), created.Value.Id);
        Assert.Equal(25.5m, created.Value.Amount);

        var again = await _client.CreateAsync(ServiceFixture.Request(), key);
        Assert.True(again.IsReplay);
        Assert.Equal(created.Value.Id, again.Value.Id);

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var done = await _client.WaitAsync(created.Value.Id, cancellationToken: limit.Token);
        Assert.Equal(PayoutStatus.Confirmed, done.Status);
        Assert.Null(await _client.GetAsync(done.Id, ifNoneMatch: done.Version));
        Assert.Equal(done.Version, (await _client.GetAsync(done.Id)).Version);
    }
}
