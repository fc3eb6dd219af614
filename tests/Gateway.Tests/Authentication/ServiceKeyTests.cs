using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Tests.Answers;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Tests.Authentication;

/// <summary>Keys made at run time, in a gateway that asks a silo for them.</summary>
public sealed class ServiceKeyTests : IAsyncLifetime
{
    private const string Id = "aB3dE6gH";
    private static readonly TimeSpan Everywhere = TimeSpan.FromSeconds(8);

    private readonly string _secret = ServiceSecret.Of(Id);
    private readonly string _configured = "configured";
    private readonly Clock _clock = new();
    private readonly ScriptedCluster _cluster = new();
    private readonly ApiKeys _keys;
    private readonly KeyRefresh _refresh;

    public ServiceKeyTests()
    {
        _keys = new ApiKeys([new ApiKey("desk", [.. ApiKeys.Hash(_configured)], [Scopes.Read], ClientId: null)], _clock);
        _refresh = new KeyRefresh(new GrainCalls(_cluster.Grains(), _clock, NullLogger<GrainCalls>.Instance), _keys, _clock, NullLogger<KeyRefresh>.Instance);
        Store(Key(_secret));
    }

    public async ValueTask InitializeAsync()
    {
        await _refresh.StartAsync(TestContext.Current.CancellationToken);
        await _clock.NextPollAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _refresh.StopAsync(CancellationToken.None);
        _refresh.Dispose();
    }

    [Fact]
    public void A_key_is_found_by_its_secret_with_its_id_and_no_person()
    {
        var key = _keys.Find(_secret);

        Assert.Equal(("shop", Id, "c-1", null), (key!.Name, key.Id, key.ClientId, key.Person));
        Assert.Equal(("shop", Id), (key.Caller.FindFirstValue(ClaimTypes.Name), key.Caller.FindFirstValue(CallerClaims.Key)));
        Assert.Null(key.Caller.FindFirst(CallerClaims.Person));
    }

    [Fact]
    public void Whoever_saw_a_secret_of_a_key_counts_as_making_what_it_makes()
    {
        var shownTo = _cluster.Keys.Keys.Single(key => key.Id == Id).ShownTo;

        Assert.NotEmpty(shownTo);
        Assert.Equal(shownTo, _keys.MakersOf(_keys.Find(_secret)!.Caller.Caller()));
        Assert.Equal(["ana@example.com"], _keys.MakersOf(new("ana@example.com", Id)));
        Assert.Empty(_keys.MakersOf(_keys.Find(_configured)!.Caller.Caller()));
        Assert.Empty(_keys.MakersOf(new()));
    }

    [Fact]
    public async Task They_still_do_when_the_key_is_revoked_while_the_request_that_came_with_it_is_read()
    {
        var caller = _keys.Find(_secret)!.Caller.Caller();
        var shownTo = _keys.MakersOf(caller);

        Store(Key(_secret) with { Revoked = new(_clock.GetUtcNow(), "spent"), Secrets = [] });
        await _clock.PassAsync(Everywhere);

        Assert.Null(_keys.Find(_secret));
        Assert.NotEmpty(shownTo);
        Assert.Equal(shownTo, _keys.MakersOf(caller));
    }

    [Fact]
    public void Another_secret_of_the_same_id_is_not_found_and_neither_is_the_hash()
    {
        Assert.Null(_keys.Find(ServiceSecret.Of(Id)));
        Assert.Null(_keys.Find(HashOf(_secret)));
        Assert.Null(_keys.Find(ServiceSecret.Of("zzzzzzzz")));
    }

    [Fact]
    public async Task A_key_that_is_made_works_without_a_restart()
    {
        var secret = ServiceSecret.Of("newnewne");
        Store(Key(_secret), Key(secret) with { Id = "newnewne", Name = "new" });
        Assert.Null(_keys.Find(secret));

        await _clock.PassAsync(Everywhere);

        Assert.Equal("new", _keys.Find(secret)?.Name);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1.9)]
    public async Task A_revoked_key_is_refused_within_8_s_though_a_silo_decides_from_a_snapshot_as_old_as_it_may_be(double phase)
    {
        _clock.Advance(TimeSpan.FromSeconds(phase));
        var revoked = _clock.GetUtcNow();
        var old = _cluster.Keys;
        Store(Key(_secret) with { Revoked = new(revoked, "leaked"), Secrets = [] });
        var now = _cluster.Keys;
        _cluster.ShownKeys = () => _clock.GetUtcNow() - revoked <= TimeSpan.FromSeconds(5) ? old : now;
        Assert.NotNull(_keys.Find(_secret));

        await _clock.PassAsync(Everywhere - TimeSpan.FromSeconds(phase));

        Assert.Null(_keys.Find(_secret));
    }

    [Fact]
    public async Task A_configured_key_is_refused_too_once_its_hash_was_revoked()
    {
        Assert.NotNull(_keys.Find(_configured));
        _cluster.Keys = _cluster.Keys with { Version = 2, Configured = [new("desk", HashOf(_configured), new(_clock.GetUtcNow(), "leaked"))] };

        await _clock.PassAsync(Everywhere);

        Assert.Null(_keys.Find(_configured));
    }

    [Fact]
    public async Task A_key_is_refused_from_the_moment_of_its_end_on()
    {
        var end = _clock.GetUtcNow().AddSeconds(10);
        Store(Key(_secret) with { ExpiresAt = end });
        await _clock.PassAsync(TimeSpan.FromSeconds(8));
        _clock.Advance(end - _clock.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(_keys.Find(_secret));

        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(_keys.Find(_secret));
    }

    [Fact]
    public async Task During_the_overlap_both_secrets_work_and_then_the_new_one_alone()
    {
        var (next, now) = (ServiceSecret.Of(Id), _clock.GetUtcNow());
        Store(Key(_secret) with { Secrets = [new(HashOf(_secret), now, now.AddMinutes(1)), new(HashOf(next), now)], Version = 2 });
        await _clock.PassAsync(Everywhere);
        Assert.Equal(("shop", "shop"), (_keys.Find(_secret)?.Name, _keys.Find(next)?.Name));

        await _clock.PassAsync(TimeSpan.FromSeconds(52));

        Assert.Null(_keys.Find(_secret));
        Assert.Equal("shop", _keys.Find(next)?.Name);
    }

    [Fact]
    public async Task Without_an_answer_for_30_s_nothing_is_known_of_such_keys_and_a_revocation_that_was_seen_holds()
    {
        Store(Key(_secret));
        _cluster.Keys = _cluster.Keys with { Configured = [new("desk", HashOf(_configured), new(_clock.GetUtcNow(), "leaked"))] };
        await _clock.PassAsync(TimeSpan.FromSeconds(2));
        _cluster.ShownKeys = () => throw new IOException("no silo");

        await _clock.PassAsync(TimeSpan.FromSeconds(28));
        Assert.NotNull(_keys.Find(_secret));
        Assert.False(_keys.IsUnknown(_secret));
        await _clock.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Null(_keys.Find(_secret));
        Assert.True(_keys.IsUnknown(_secret));
        Assert.False(_keys.IsUnknown(_secret + "x"));
        Assert.False(_keys.IsUnknown("dev"));
        Assert.Null(_keys.Find(_configured));

        _cluster.ShownKeys = null;
        await _clock.PassAsync(TimeSpan.FromSeconds(2));
        Assert.NotNull(_keys.Find(_secret));
    }

    [Fact]
    public async Task A_silo_that_knows_less_is_not_believed_until_nobody_knows_more()
    {
        Store(Key(_secret) with { Revoked = new(_clock.GetUtcNow(), "leaked"), Secrets = [] });
        await _clock.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Null(_keys.Find(_secret));

        // As after the restoring of a backup.
        _cluster.Keys = new KeyTable(1, [Key(_secret)], []);
        await _clock.PassAsync(TimeSpan.FromSeconds(28));
        Assert.Null(_keys.Find(_secret));

        await _clock.PassAsync(TimeSpan.FromSeconds(4));
        Assert.NotNull(_keys.Find(_secret));
    }

    [Fact]
    public void Before_a_silo_has_told_the_keys_no_key_is_let_in_and_of_a_wrong_one_nothing_is_unknown()
    {
        var keys = new ApiKeys([new ApiKey("desk", [.. ApiKeys.Hash(_configured)], [Scopes.Read], ClientId: null)], _clock);

        Assert.Null(keys.Find(_configured));
        Assert.Equal((true, true, false), (keys.IsUnknown(_configured), keys.IsUnknown(_secret), keys.IsUnknown("wrong")));

        keys.Accept(new(1, _cluster.Keys), _clock.GetTimestamp());
        Assert.NotNull(keys.Find(_configured));
    }

    [Fact]
    public void Each_question_may_go_to_another_silo_so_that_one_that_hangs_does_not_make_a_revocation_late()
    {
        var call = Assert.Single(typeof(IControlsGrain).Assembly.GetTypes(), type => type.IsAssignableTo(typeof(IRequest)) && type.Name.StartsWith("Invokable_IControlsGrain", StringComparison.Ordinal));

        Assert.True(((IRequest)Activator.CreateInstance(call)!).Options.HasFlag(InvokeMethodOptions.Unordered));
    }

    [Fact]
    public async Task When_a_key_was_used_stays_known_while_others_change()
    {
        var before = _clock.GetUtcNow();
        _keys.Find(_secret)!.Use.Mark(before);
        Store(Key(_secret), Key(ServiceSecret.Of("newnewne")) with { Id = "newnewne", Name = "new" });
        await _clock.PassAsync(Everywhere);

        Assert.Equal(before, Assert.Single(_keys.UsedAfter(DateTimeOffset.MinValue), use => use.Key == Id).Value);
        Assert.Empty(_keys.UsedAfter(before));
        _keys.Find(_configured)!.Use.Mark(before.AddSeconds(1));
        Assert.Equal("desk", Assert.Single(_keys.UsedAfter(before)).Key);
    }

    private void Store(params ImmutableArray<ServiceKey> keys) => _cluster.Keys = _cluster.Keys with { Version = _cluster.Keys.Version + 1, Keys = keys };

    private ServiceKey Key(string secret) =>
        new(Id, "shop", [Scopes.Read], "ada@example.com", _clock.GetUtcNow(), [new(HashOf(secret), _clock.GetUtcNow())], ["ada@example.com"], ClientId: "c-1");

    private static string HashOf(string secret) => Convert.ToHexStringLower(ApiKeys.Hash(secret));

    /// <summary>A clock that tells when the gateway waits for its next poll.</summary>
    private sealed class Clock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 28, 10, 0, 0, TimeSpan.Zero))
    {
        private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

        private readonly SemaphoreSlim _polls = new(0);

        public Task NextPollAsync() => _polls.WaitAsync(TestContext.Current.CancellationToken);

        /// <summary>Lets time pass, with every poll that falls into it.</summary>
        public async Task PassAsync(TimeSpan time)
        {
            for (var left = time; left > TimeSpan.Zero; left -= Poll)
            {
                Advance(left < Poll ? left : Poll);
                if (left >= Poll)
                {
                    await NextPollAsync();
                }
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == Poll)
            {
                _polls.Release();
            }

            return timer;
        }
    }
}
