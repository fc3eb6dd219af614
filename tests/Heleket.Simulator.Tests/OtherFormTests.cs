using Heleket.Simulator.Faults;
using Heleket.Simulator.Tests.Support;

namespace Heleket.Simulator.Tests;

/// <summary>The address shown in another form than it was given, as Heleket may do.</summary>
public sealed class OtherFormTests
{
    [Theory]
    [InlineData(SimulatorOperation.Create)]
    [InlineData(SimulatorOperation.Info)]
    public async Task Another_form_of_the_address_is_shown_from_then_on_and_the_payout_is_as_asked(SimulatorOperation operation)
    {
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Inject(new Fault(FaultKind.OtherForm) { Operation = operation, OrderId = "o-1", Shown = "another form", Times = 1 });
        var asked = (string)RawClient.Terms("o-1")["address"]!;

        var created = (await rig.Client.CreateAsync("o-1")).Ok().Result.GetProperty("address").GetString();
        var other = (await rig.Client.CreateAsync("o-2")).Ok().Result.GetProperty("address").GetString();
        string?[] later = [Address((await rig.Client.InfoAsync("o-1")).Ok()), Address((await rig.Client.CreateAsync("o-1")).Ok())];

        Assert.Equal((operation == SimulatorOperation.Create ? "another form" : asked, asked), (created, other));
        Assert.Equal(["another form", "another form"], later);
        Assert.Equal(asked, rig.Simulator.Find("o-1")!.Address);

        static string? Address(RawResponse answer) => answer.Result.GetProperty("address").GetString();
    }

    [Fact]
    public async Task An_address_that_is_shown_in_another_form_is_shown_so_by_webhooks_too()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await Rig.StartAsync();
        rig.Simulator.Inject(new Fault(FaultKind.OtherForm) { Operation = SimulatorOperation.Create, Shown = "another form", Times = 1 });
        await rig.Client.CreateAsync("o-1", "207", receiver.Address);

        rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("another form", (await receiver.NextAsync()).Payout.Address);
    }
}
