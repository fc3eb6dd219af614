using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Invocation;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>A gateway of an earlier release says nothing of who asks, and is understood (docs/upgrading.md, "This release").</summary>
public sealed class OlderGatewayTests : IDisposable
{
    private readonly ServiceProvider _serializers = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public void Dispose() => _serializers.Dispose();

    [Fact]
    public void Its_create_is_that_of_nobody()
    {
        var read = Assert.IsType<CreatePayout>(Sent(new OldCreatePayout("key", Some.Request, Some.Now), typeof(CreatePayout)));

        Assert.Equal(("key", Some.Request.Amount, Some.Now, null), (read.IdempotencyKey, read.Request.Amount, read.RequestedAt, read.By));
        Assert.Null(PayoutMachine.Create(Some.Id, read, Some.Now).State.Payout.ResponseLogs[0].By);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(7L)]
    public void Its_cancel_is_that_of_nobody(long? expectedVersion)
    {
        var cancel = Invokable("Cancel");

        var read = Assert.IsType<IInvokable>(Sent(new OldCancel { ExpectedVersion = expectedVersion }, cancel), exactMatch: false);

        Assert.Equal([expectedVersion, null], new[] { read.GetArgument(0), read.GetArgument(1) });
    }

    [Fact]
    public void A_call_to_an_older_silo_leaves_it_what_it_knows()
    {
        var call = (IInvokable)Activator.CreateInstance(Invokable("Cancel"))!;
        call.SetArgument(0, 7L);
        call.SetArgument(1, Some.Ana);

        Assert.Equal(7L, Assert.IsType<OldCancel>(Sent(call, typeof(OldCancel))).ExpectedVersion);
    }

    [Fact]
    public void It_reads_a_payout_past_what_it_does_not_know()
    {
        var shown = Standing.Show(Some.After(Some.At("Processing"), new PayoutEvent.LookUpRequested(Some.Ana)));

        var read = Assert.IsType<OldPayout>(Sent(shown, typeof(OldPayout)));

        Assert.Equal((shown.Id, shown.Version, shown.Account), (read.Id, read.Version, read.Account));
    }

    [Fact]
    public void The_standing_of_a_payout_travels_with_it()
    {
        var shown = Standing.Show(Some.At("Queued"));

        var read = Assert.IsType<Payout>(Sent(shown, typeof(Payout)));

        Assert.Equal(shown.Standing! with { Actions = [] }, read.Standing! with { Actions = [] });
        Assert.Equal([PayoutAction.Cancel], read.Standing!.Actions);
    }

    private object Sent(object message, Type readAs)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var serializer = _serializers.GetRequiredService<ObjectSerializer>();
        serializer.Serialize(message, bytes, message.GetType());
        return serializer.Deserialize(bytes.WrittenSpan.ToArray(), readAs)!;
    }

    /// <summary>The message of a call, found as Orleans finds it: by the interface and the method's alias.</summary>
    private static Type Invokable(string alias) => typeof(IPayoutGrain).Assembly.GetTypes().Single(type =>
        type.GetCustomAttributes(typeof(CompoundTypeAliasAttribute), false).Cast<CompoundTypeAliasAttribute>()
            .Any(found => found.Components is [.., Type on, string name] && on == typeof(IPayoutGrain) && name == alias));
}

/// <summary>A create as earlier releases have it.</summary>
[GenerateSerializer, Immutable, Alias("payouts.tests.OldCreatePayout")]
public sealed record OldCreatePayout(
    [property: Id(0)] string IdempotencyKey,
    [property: Id(1)] PayoutRequest Request,
    [property: Id(2)] DateTimeOffset RequestedAt);

/// <summary>The arguments of a cancel as earlier releases have them.</summary>
[GenerateSerializer, Alias("payouts.tests.OldCancel")]
public sealed class OldCancel
{
    [Id(0)] public long? ExpectedVersion { get; set; }
}

/// <summary>Some of a payout as earlier releases have it.</summary>
[GenerateSerializer, Immutable, Alias("payouts.tests.OldPayout")]
public sealed record OldPayout
{
    [Id(0)] public required string Id { get; init; }

    [Id(14)] public required long Version { get; init; }

    [Id(16)] public required string Account { get; init; }
}
