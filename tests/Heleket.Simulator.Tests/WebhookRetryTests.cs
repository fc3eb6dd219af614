using Heleket.Simulator.Tests.Support;

namespace Heleket.Simulator.Tests;

public sealed class WebhookRetryTests
{
    [Fact]
    public async Task A_webhook_is_sent_again_until_it_is_taken_and_holds_up_the_next()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync();
        receiver.FailNext(3);
        await rig.Client.CreateAsync("o-1", "5", receiver.Address);

        await rig.TickUntilAsync("o-1", payout => payout.WebhooksDelivered == 3);

        byte[][] attempts = [await receiver.NextBytesAsync(), await receiver.NextBytesAsync(), await receiver.NextBytesAsync()];
        Assert.Equal("check", WebhookReceiver.State(await receiver.NextAsync()));
        Assert.All(attempts, attempt => Assert.Equal(attempts[0], attempt));
        Assert.Equal("process", WebhookReceiver.State(await receiver.NextAsync()));
        Assert.Equal("paid!", WebhookReceiver.State(await receiver.NextAsync()));
    }

    [Fact]
    public async Task The_waits_between_attempts_double_and_the_last_attempt_is_the_last()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync(options => options.WebhookAttempts = 3);
        receiver.FailNext(int.MaxValue);
        await rig.Client.CreateAsync("o-1", "5", receiver.Address);
        var start = rig.Time.GetUtcNow();
        rig.Simulator.ForceStatus("o-1", "paid!");

        var entry = await rig.TickUntilAsync("o-1", payout => payout.WebhooksLost == 1);

        Assert.Equal((0, 0), (entry.WebhooksDelivered, entry.WebhooksPending));
        Assert.True(rig.Time.GetUtcNow() - start >= TimeSpan.FromSeconds(1 + 2), "Retried too early.");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await receiver.NextBytesAsync();
        }

        Assert.True(receiver.IsEmpty);
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_tried_again()
    {
        var receiver = await WebhookReceiver.StartAsync();
        var address = receiver.Address;
        await receiver.DisposeAsync();
        await using var rig = await Rig.StartAsync(options => options.WebhookAttempts = 2);
        await rig.Client.CreateAsync("o-1", "5", address);
        rig.Simulator.ForceStatus("o-1", "paid!");

        await rig.TickUntilAsync("o-1", payout => payout.WebhooksLost == 1);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_in_time_is_tried_again()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync(options => options.WebhookTimeout = TimeSpan.FromMilliseconds(300));
        receiver.IgnoreNext(1);
        await rig.Client.CreateAsync("o-1", "5", receiver.Address);
        rig.Simulator.ForceStatus("o-1", "paid!");

        await rig.TickUntilAsync("o-1", payout => payout.WebhooksDelivered == 1);

        Assert.Equal(await receiver.NextBytesAsync(), await receiver.NextBytesAsync());
    }
}
