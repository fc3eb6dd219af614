using System.Security.Cryptography;
using System.Text;
using Payouts.Grains.Controls;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Storage.Documents;

namespace Payouts.Grains.Tests.Controls;

public sealed class KeyRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 10, 0, 0, TimeSpan.Zero);
    private static readonly Caller Ada = new("ada@example.com", "ada-laptop");

    [Fact]
    public void A_key_is_made_with_one_secret_and_the_person_who_saw_it()
    {
        var (answer, next) = KeyRules.Make(KeysState.Empty, Making("key00001", "shop") with { ClientId = "c-1", ExpiresAt = Now.AddDays(1) }, Now);

        Assert.Equal(KeyVerdict.Done, answer.Verdict);
        Assert.Same(answer.Key, Assert.Single(next!.Keys));
        Assert.Equal(("key00001", "shop", "c-1", Now.AddDays(1), 1), (answer.Key!.Id, answer.Key.Name, answer.Key.ClientId, answer.Key.ExpiresAt, answer.Key.Version));
        Assert.Equal(new KeySecret(Hash("key00001"), Now), Assert.Single(answer.Key.Secrets));
        Assert.Equal(["ada@example.com"], answer.Key.ShownTo);
        Assert.Equal("ada@example.com", answer.Key.CreatedBy);
    }

    [Fact]
    public void A_repeat_of_a_lost_answer_makes_no_second_key()
    {
        var (first, state) = KeyRules.Make(KeysState.Empty, Making("key00001", "shop"), Now);
        var (again, next) = KeyRules.Make(state!, Making("key00001", "shop"), Now.AddSeconds(1));

        Assert.Equal((KeyVerdict.Done, first.Key, null), (again.Verdict, again.Key, next));
    }

    [Fact]
    public void A_repeat_that_comes_after_the_revocation_hands_out_nothing()
    {
        var state = Revoked(Made("key00001", "shop"), "key00001");

        Assert.Equal((KeyVerdict.NotActive, null), Of(KeyRules.Make(state, Making("key00001", "shop"), Now)));
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("key00001")]
    public void A_name_belongs_to_one_key_even_when_that_is_revoked(string name)
    {
        var state = Made("key00001", "shop");

        Assert.Equal((KeyVerdict.NameTaken, null), Of(KeyRules.Make(state, Making("key00002", name), Now)));
        Assert.Equal((KeyVerdict.NameTaken, null), Of(KeyRules.Make(Revoked(state, "shop"), Making("key00002", name), Now)));
    }

    [Theory]
    [InlineData]
    [InlineData("payouts:admin")]
    [InlineData("payouts:read", "payouts:approve")]
    [InlineData("payouts:operate")]
    public void A_key_with_another_scope_than_a_services_is_never_made(params string[] scopes) =>
        Assert.Throws<ArgumentException>(() => KeyRules.Make(KeysState.Empty, Making("key00001", "shop") with { Scopes = [.. scopes] }, Now));

    [Fact]
    public void There_are_at_most_1000_keys_and_the_one_that_was_revoked_first_gives_way()
    {
        var state = Enumerable.Range(1, KeyRules.MostKeys).Aggregate(KeysState.Empty, (before, number) => Next(KeyRules.Make(before, Making($"key{number:00000}", $"n-{number}"), Now)));
        Assert.Equal(1000, state.Keys.Length);
        Assert.Equal((KeyVerdict.Full, null), Of(KeyRules.Make(state, Making("key99999", "one-more"), Now)));

        state = Next(KeyRules.Revoke(state, new("key00007", "old", Ada), Now.AddMinutes(1)));
        state = Next(KeyRules.Revoke(state, new("key00003", "old", Ada), Now.AddMinutes(2)));
        state = Next(KeyRules.Make(state, Making("key99999", "one-more"), Now));

        Assert.Equal(1000, state.Keys.Length);
        Assert.DoesNotContain(state.Keys, key => key.Id == "key00007");
        Assert.Contains(state.Keys, key => key.Id == "key00003");
    }

    [Fact]
    public void The_document_holds_1000_keys_of_long_names()
    {
        var keys = Enumerable.Range(1, KeyRules.MostKeys).Select(number =>
        {
            var making = Making($"key{number:00000}", $"{number:0000}{new string('n', 60)}") with { ClientId = new string('c', 64), Person = new string('p', 60), ExpiresAt = Now };
            return KeyRules.Make(KeysState.Empty, making, Now).Answer.Key! with { Secrets = [new(Hash("a"), Now, Now), new(Hash("b"), Now)] };
        });

        Assert.InRange(new DocumentSerializer().Serialize(new KeysState([.. keys], [])).ToMemory().Length, 400_000, 1024 * 1024);
    }

    [Fact]
    public void A_rotation_adds_a_secret_and_ends_the_others_after_the_overlap()
    {
        var (answer, next) = KeyRules.Rotate(Made("key00001", "shop"), Rotation("second", TimeSpan.FromHours(1)) with { Person = "opal@example.com" }, Now);

        Assert.Equal(KeyVerdict.Done, answer.Verdict);
        Assert.Equal([new KeySecret(Hash("key00001"), Now, Now.AddHours(1)), new KeySecret(Hash("second"), Now)], answer.Key!.Secrets);
        Assert.Equal(2, answer.Key.Version);
        Assert.Equal(["ada@example.com", "opal@example.com"], answer.Key.ShownTo);
        Assert.Same(answer.Key, Assert.Single(next!.Keys));
    }

    [Fact]
    public void A_secret_that_ends_sooner_keeps_its_end_and_one_that_has_ended_is_dropped()
    {
        var state = Next(KeyRules.Rotate(Made("key00001", "shop"), Rotation("second", TimeSpan.FromMinutes(1)), Now));
        var both = KeyRules.Rotate(state, Rotation("third", TimeSpan.FromHours(1), 2), Now).Answer.Key!.Secrets;
        Assert.Equal([Now.AddMinutes(1), Now.AddHours(1), null], both.Select(secret => secret.Until));

        var one = KeyRules.Rotate(state, Rotation("third", TimeSpan.FromHours(1), 2), Now.AddMinutes(1)).Answer.Key!.Secrets;
        Assert.Equal([Hash("second"), Hash("third")], one.Select(secret => secret.Sha256));
    }

    [Fact]
    public void A_rotation_without_overlap_ends_the_others_at_once() =>
        Assert.Equal(Hash("second"), Assert.Single(KeyRules.Rotate(Made("key00001", "shop"), Rotation("second", TimeSpan.Zero), Now).Answer.Key!.Secrets).Sha256);

    [Fact]
    public void A_repeat_of_a_rotation_is_the_same_rotation()
    {
        var (first, state) = KeyRules.Rotate(Made("key00001", "shop"), Rotation("second", TimeSpan.FromHours(1), 1), Now);
        var (again, next) = KeyRules.Rotate(state!, Rotation("second", TimeSpan.FromHours(1), 1), Now.AddSeconds(3));

        Assert.Equal((KeyVerdict.Done, first.Key, null), (again.Verdict, again.Key, next));
    }

    [Theory]
    [InlineData(2, KeyVerdict.VersionMismatch)]
    [InlineData(1, KeyVerdict.Done)]
    [InlineData(null, KeyVerdict.Done)]
    public void A_rotation_is_of_the_version_that_was_seen(int? version, KeyVerdict verdict) =>
        Assert.Equal(verdict, KeyRules.Rotate(Made("key00001", "shop"), Rotation("second", TimeSpan.Zero, version), Now).Answer.Verdict);

    [Fact]
    public void A_key_that_is_revoked_expired_or_unknown_is_not_rotated()
    {
        var state = Next(KeyRules.Make(KeysState.Empty, Making("key00001", "shop") with { ExpiresAt = Now.AddHours(1) }, Now));

        Assert.Equal((KeyVerdict.NotActive, null), Of(KeyRules.Rotate(state, Rotation("second", TimeSpan.Zero), Now.AddHours(1))));
        Assert.Equal((KeyVerdict.NotActive, null), Of(KeyRules.Rotate(Revoked(state, "shop"), Rotation("second", TimeSpan.Zero), Now)));
        Assert.Equal((KeyVerdict.NotFound, null), Of(KeyRules.Rotate(KeysState.Empty, Rotation("second", TimeSpan.Zero), Now)));
    }

    [Fact]
    public void So_many_secrets_of_a_key_work_at_once_and_no_more()
    {
        var state = Made("key00001", "shop");
        for (var number = 2; number <= KeyRules.MostSecrets; number++)
        {
            state = Next(KeyRules.Rotate(state, Rotation($"secret {number}", TimeSpan.FromDays(7)), Now));
        }

        Assert.Equal((KeyVerdict.TooManySecrets, null), Of(KeyRules.Rotate(state, Rotation("one more", TimeSpan.FromDays(7)), Now)));
        Assert.Equal(KeyVerdict.Done, KeyRules.Rotate(state, Rotation("one more", TimeSpan.Zero), Now).Answer.Verdict);
    }

    [Theory]
    [InlineData("key00001")]
    [InlineData("shop")]
    public void A_revocation_ends_the_key_with_its_secrets_and_may_be_repeated(string idOrName)
    {
        var state = Made("key00001", "shop");
        var (answer, next) = KeyRules.Revoke(state, new(idOrName, "leaked", Ada), Now);
        Assert.Equal((KeyVerdict.Done, 2), (answer.Verdict, answer.Key!.Version));
        Assert.Equal(new Revocation(Now, "leaked", "ada@example.com", "ada-laptop"), answer.Key.Revoked);
        Assert.Empty(answer.Key.Secrets);
        Assert.False(answer.Key.IsActiveAt(Now));

        var (again, nothing) = KeyRules.Revoke(next!, new(idOrName, "again", Ada), Now.AddDays(1));
        Assert.Equal((KeyVerdict.Done, answer.Key, null), (again.Verdict, again.Key, nothing));
        Assert.Equal((KeyVerdict.NotFound, null), Of(KeyRules.Revoke(next!, new("other", "leaked", Ada), Now)));
    }

    [Fact]
    public void A_configured_key_is_revoked_by_its_hash_and_that_may_be_repeated()
    {
        var (answer, next) = KeyRules.RevokeConfigured(KeysState.Empty, Ending("desk"), Now);
        Assert.Equal(new RevokedKey("desk", Hash("desk"), new Revocation(Now, "leaked", "ada@example.com", "ada-laptop")), answer.Configured);
        Assert.Same(answer.Configured, Assert.Single(next!.Configured));

        var (again, nothing) = KeyRules.RevokeConfigured(next, Ending("desk") with { Reason = "again" }, Now.AddDays(1));
        Assert.Equal((KeyVerdict.Done, answer.Configured, null), (again.Verdict, again.Configured, nothing));
    }

    [Fact]
    public void The_last_key_that_may_administer_keys_cannot_be_revoked()
    {
        Assert.Equal((KeyVerdict.LastAdmin, null), Of(KeyRules.RevokeConfigured(KeysState.Empty, Ending("ada") with { OtherAdmins = [] }, Now)));

        var (answer, next) = KeyRules.RevokeConfigured(KeysState.Empty, Ending("ada") with { OtherAdmins = [Hash("eva")] }, Now);
        Assert.Equal(KeyVerdict.Done, answer.Verdict);

        // Both revoked each other: whoever comes second is the last.
        Assert.Equal((KeyVerdict.LastAdmin, null), Of(KeyRules.RevokeConfigured(next!, Ending("eva") with { OtherAdmins = [Hash("ada")] }, Now)));
        Assert.Equal(KeyVerdict.Done, KeyRules.RevokeConfigured(next!, Ending("ada") with { OtherAdmins = [] }, Now).Answer.Verdict);
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var state = Revoked(Next(KeyRules.Rotate(Made("key00001", "shop"), Rotation("second", TimeSpan.FromHours(1)), Now)), "shop");
        state = Next(KeyRules.Make(state, Making("key00002", "desk"), Now));
        state = Next(KeyRules.RevokeConfigured(state, Ending("ada") with { By = new(null, "robot") }, Now));
        var serializer = new DocumentSerializer();
        var json = serializer.Serialize(state);

        Assert.Equal(json.ToString(), serializer.Serialize(serializer.Deserialize<KeysState>(json)).ToString());
        Assert.StartsWith("{\"format\":1,\"keys\":[{\"id\":\"key00001\",\"name\":\"shop\",\"scopes\":[\"payouts:read\"]", json.ToString(), StringComparison.Ordinal);
    }

    private static MakeKey Making(string id, string name) => new(id, Hash(id), name, ["payouts:read"], "ada@example.com", ClientId: null, ExpiresAt: null);

    private static RotateKey Rotation(string secret, TimeSpan overlap, int? version = null) =>
        new("key00001", Hash(secret), overlap, "ada@example.com", version is { } seen ? [seen] : default);

    private static RevokeConfiguredKey Ending(string name) => new(name, Hash(name), "leaked", Ada, OtherAdmins: default);

    private static KeysState Made(string id, string name) => Next(KeyRules.Make(KeysState.Empty, Making(id, name), Now));

    private static KeysState Revoked(KeysState state, string idOrName) => Next(KeyRules.Revoke(state, new(idOrName, "leaked", Ada), Now));

    private static KeysState Next(KeyDecision decision) => decision.Next ?? throw new InvalidOperationException($"Nothing was to be written: {decision.Answer.Verdict}.");

    private static (KeyVerdict, KeysState?) Of(KeyDecision decision) => (decision.Answer.Verdict, decision.Next);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
