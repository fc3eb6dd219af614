using Microsoft.Extensions.Time.Testing;

namespace Heleket.Tests;

/// <summary>What a client tells of its circuit and of Heleket's last answer.</summary>
public sealed class HealthTests
{
    private const int EnoughToOpen = 20;

    [Fact]
    public async Task Nothing_is_known_before_the_first_call_and_every_readable_answer_counts()
    {
        var time = new FakeTimeProvider();
        await using var server = ScriptedServer.Answering(422, """{"state":1,"message":"Not enough funds"}""");
        using var client = new TestClient(server.Url, time);
        Assert.Equal(new HeleketHealth(HeleketCircuit.Closed, null, null), client.Client.Health);

        await client.CreateAsync();

        Assert.Equal(new HeleketHealth(HeleketCircuit.Closed, time.GetUtcNow(), null), client.Client.Health);
    }

    [Fact]
    public async Task An_open_circuit_tells_until_when_and_then_waits_for_a_call()
    {
        var time = new FakeTimeProvider();
        var answer = (Status: 502, Body: "<html>");
        await using var server = new ScriptedServer(exchange => exchange.AnswerAsync(answer.Status, answer.Body));
        using var client = new TestClient(server.Url, time);

        for (var i = 0; i < EnoughToOpen; i++)
        {
            await client.CreateAsync();
        }

        Assert.Equal(new HeleketHealth(HeleketCircuit.Open, null, time.GetUtcNow().AddSeconds(15)), client.Client.Health);
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(new HeleketHealth(HeleketCircuit.HalfOpen, null, null), client.Client.Health);

        answer = (200, TestClient.Success);
        await client.CreateAsync();
        Assert.Equal(new HeleketHealth(HeleketCircuit.Closed, time.GetUtcNow(), null), client.Client.Health);
    }
}
