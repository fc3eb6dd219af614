using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Payouts.Client.Tests;

/// <summary>Which webhooks are believed.</summary>
public sealed class WebhookVerifierTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OtherSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static readonly DateTimeOffset Now = new(2026, 11, 28, 10, 0, 0, TimeSpan.Zero);
    private static readonly string Timestamp = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(Json.Event(4, "payout.confirmed"));
    private static readonly string Id = $"evt_{Json.Id}_4";

    [Fact]
    public void The_vector_of_the_standard_is_signed_as_the_standard_says()
    {
        // https://github.com/standard-webhooks/standard-webhooks: the secret, id, time and body of its examples. Genuine, and no event of ours.
        var failure = Assert.Throws<InvalidWebhookException>(() => new WebhookVerifier(Secret).Verify(
            "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", """{"test": 2432232314}"""u8,
            DateTimeOffset.FromUnixTimeSeconds(1614265330)));
        Assert.Contains("genuine", failure.Message);
    }

    [Fact]
    public void A_genuine_one_is_its_event()
    {
        var happened = new WebhookVerifier(Secret).Verify(Id, Timestamp, Sign(Secret), Body, Now);
        Assert.Equal((Id, EventType.Confirmed, 4L), (happened.Id, happened.Type, happened.Data!.Version));
    }

    [Fact]
    public void Any_known_secret_and_any_signature_will_do()
    {
        Verify(new(OtherSecret, Secret), $"v1,AAAA {Sign(Secret)}");
        Verify(new(Secret), $"{Sign(OtherSecret)} v1a,AAAA v2,AAAA nonsense {Sign(Secret)}");
        Refuse(new(OtherSecret), Sign(Secret));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("v1,")]
    [InlineData("v1,%%%")]
    [InlineData("v1a,AAAA")]
    [InlineData(null)]
    public void Without_a_signature_it_is_refused(string? signature) => Refuse(new(Secret), signature);

    [Fact]
    public void A_changed_byte_id_or_time_is_refused()
    {
        var verifier = new WebhookVerifier(Secret);
        var changed = Body.ToArray();
        changed[^2] ^= 1;
        Assert.Throws<InvalidWebhookException>(() => verifier.Verify(Id, Timestamp, Sign(Secret), changed, Now));
        Assert.Throws<InvalidWebhookException>(() => verifier.Verify($"{Id}_a", Timestamp, Sign(Secret), Body, Now));
        Assert.Throws<InvalidWebhookException>(() => verifier.Verify(Id, $"{Now.ToUnixTimeSeconds() + 1}", Sign(Secret), Body, Now));
        Assert.Throws<InvalidWebhookException>(() => verifier.Verify(null, Timestamp, Sign(Secret), Body, Now));
        Assert.Throws<InvalidWebhookException>(() => verifier.Verify(Id, null, Sign(Secret), Body, Now));
    }

    [Fact]
    public void Five_minutes_are_the_tolerance_in_both_directions()
    {
        var verifier = new WebhookVerifier(Secret);
        verifier.Verify(Id, Timestamp, Sign(Secret), Body, Now.AddMinutes(5));
        verifier.Verify(Id, Timestamp, Sign(Secret), Body, Now.AddMinutes(-5));
        Assert.Throws<InvalidWebhookException>(() => verifier.Verify(Id, Timestamp, Sign(Secret), Body, Now.AddMinutes(5).AddSeconds(1)));
        Assert.Throws<InvalidWebhookException>(() => verifier.Verify(Id, Timestamp, Sign(Secret), Body, Now.AddMinutes(-5).AddSeconds(-1)));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("99999999999999999")]
    [InlineData("1764324000.5")]
    public void A_time_that_is_none_is_refused(string timestamp) =>
        Assert.Throws<InvalidWebhookException>(() => new WebhookVerifier(Secret).Verify(Id, timestamp, Sign(Secret, timestamp), Body, Now));

    [Fact]
    public void Ed25519_is_the_callers()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var seal = $"v1a,{Convert.ToBase64String(RandomNumberGenerator.GetBytes(64))}";
        var asked = new List<(byte[] Key, string Message)>();
        WebhookVerifier Verifier(bool verdict) => new($"whpk_{Convert.ToBase64String(key)}") { Ed25519 = (given, message, _) => { asked.Add((given.ToArray(), Encoding.UTF8.GetString(message))); return verdict; } };

        Verify(Verifier(true), seal);
        Assert.Equal(key, asked[0].Key);
        Assert.StartsWith($"{Id}.{Timestamp}.{{", asked[0].Message);
        Refuse(Verifier(false), seal);
        Refuse(new($"whpk_{Convert.ToBase64String(key)}"), seal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_%%%")]
    [InlineData("whpk_AAAA")]
    public void What_is_no_secret_is_refused_at_once_and_not_shown(string secret)
    {
        var failure = Assert.ThrowsAny<ArgumentException>(() => new WebhookVerifier(Secret, secret));
        Assert.DoesNotContain("MfKQ9r8", failure.ToString());
        Assert.Throws<ArgumentException>(() => new WebhookVerifier());
    }

    private static void Verify(WebhookVerifier verifier, string signature) => Assert.Equal(Id, verifier.Verify(Id, Timestamp, signature, Body, Now).Id);

    private static void Refuse(WebhookVerifier verifier, string? signature) => Assert.Throws<InvalidWebhookException>(() => verifier.Verify(Id, Timestamp, signature, Body, Now));

    private static string Sign(string secret, string? timestamp = null) =>
        $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), (byte[])[.. Encoding.UTF8.GetBytes($"{Id}.{timestamp ?? Timestamp}."), .. Body]))}";
}
