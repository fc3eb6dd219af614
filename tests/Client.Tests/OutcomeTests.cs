using System.Net;

namespace Payouts.Client.Tests;

/// <summary>When a create's outcome is known, and what is thrown when it is not.</summary>
public sealed class OutcomeTests
{
    private const string Key = "bonus:7";

    private static readonly string Id = PayoutIds.Of("c-1042", Key);

    private readonly FakeService _service = new();

    [Fact]
    public async Task The_last_attempt_may_have_arrived()
    {
        _service.Always(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded));
        var lost = await _service.FailsAsync<OutcomeUnknownException>(CreateAsync);
        Assert.Equal((Id, Key, true), (lost.PayoutId, lost.IdempotencyKey, lost.IsRetryable));
        Assert.IsType<UnavailableException>(lost.InnerException);
        Assert.Equal(5, _service.Asked.Count);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Something_answered_that_cannot_know(int status)
    {
        _service.Always(_ => FakeService.Answer((HttpStatusCode)status, ""));
        Assert.Equal(status, (await _service.FailsAsync<OutcomeUnknownException>(CreateAsync)).Status);
    }

    [Fact]
    public async Task An_earlier_attempt_may_have_arrived_though_the_last_did_not()
    {
        _service.ThenHang().Always(_ => FakeService.Answer(HttpStatusCode.TooManyRequests, ""));
        await _service.FailsAsync<OutcomeUnknownException>(CreateAsync);

        _service.ThenBreak().ThenProblem(401, "unauthenticated");
        var lost = await _service.FailsAsync<OutcomeUnknownException>(CreateAsync);
        Assert.IsType<UnauthenticatedException>(lost.InnerException);

        var asked = 0;
        _service.ThenBreak();
        var client = _service.Client(options => options.ApiKeyProvider = _ => ++asked == 1 ? new("k") : throw new InvalidOperationException("the vault is closed"));
        await _service.FailsAsync<OutcomeUnknownException>(() => client.CreateAsync(ServiceFixture.Request(), Key));
    }

    [Fact]
    public async Task A_handler_beneath_fails_after_it_sent_or_before()
    {
        _service.Then(_ => throw new InvalidOperationException("a breaker is open"));
        var lost = await _service.FailsAsync<OutcomeUnknownException>(CreateAsync);
        Assert.IsType<InvalidOperationException>(lost.InnerException!.InnerException);
        Assert.Single(_service.Asked);
    }

    [Theory]
    [InlineData(400, "validation-failed", typeof(ValidationFailedException))]
    [InlineData(422, "idempotency-key-reused", typeof(KeyReusedException))]
    public async Task A_judgment_about_the_content_is_one_about_every_attempt(int status, string code, Type expected)
    {
        _service.ThenBreak().ThenProblem(status, code);
        Assert.IsType(expected, await _service.FailsAsync<PayoutsException>(CreateAsync));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    [InlineData(HttpRequestError.ProxyTunnelError)]
    public async Task Nothing_can_have_arrived_where_no_connection_was_made(HttpRequestError error)
    {
        _service.Always(_ => throw new HttpRequestException(error));
        await _service.FailsAsync<UnavailableException>(CreateAsync);
        Assert.Equal(5, _service.Asked.Count);
    }

    [Fact]
    public async Task Nothing_was_accepted_where_the_service_says_so()
    {
        _service.Always(_ => FakeService.Answer(HttpStatusCode.TooManyRequests, ""));
        await _service.FailsAsync<RateLimitedException>(CreateAsync);
        _service.Always(_ => FakeService.Answer(HttpStatusCode.RequestTimeout, """{"code":"request-timeout"}"""));
        await _service.FailsAsync<UnavailableException>(CreateAsync);
        _service.ThenProblem(401, "unauthenticated");
        await _service.FailsAsync<UnauthenticatedException>(CreateAsync);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"id\":\"")]
    [InlineData("<html>")]
    [InlineData("{}{}")]
    [InlineData("null")]
    public async Task An_answer_that_was_cut_or_is_somebody_elses_is_asked_for_again(string body)
    {
        _service.Then(HttpStatusCode.Created, body).Then(HttpStatusCode.OK, Json.Payout()).Then(HttpStatusCode.OK, Json.Payout(Id));
        Assert.Equal(Id, (await _service.RunAsync(CreateAsync)).Value.Id);
        Assert.Equal(3, _service.Asked.Count);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_not_asked_for_again()
    {
        _service.Then(HttpStatusCode.Created, Json.Payout(Id, changes: ("amount", "0.12345678901234567890123456789")));
        var lost = await _service.FailsAsync<OutcomeUnknownException>(CreateAsync);
        Assert.Contains("$.amount", Assert.IsType<UnreadableAnswerException>(lost.InnerException).Message);
        Assert.Single(_service.Asked);
    }

    [Fact]
    public async Task Of_a_body_in_bytes_the_client_is_read_for_the_id()
    {
        _service.Always(_ => FakeService.Answer(HttpStatusCode.InternalServerError, ""));
        Assert.Equal(Id, (await _service.FailsAsync<OutcomeUnknownException>(() => _service.Client().CreateAsync("""{"client_id":"c-1042"}"""u8.ToArray(), Key))).PayoutId);
        Assert.Null((await _service.FailsAsync<OutcomeUnknownException>(() => _service.Client().CreateAsync("""{"client_id":"c-1042"}"""u8.ToArray(), null))).PayoutId);
        Assert.Null((await _service.FailsAsync<OutcomeUnknownException>(() => _service.Client().CreateAsync("{"u8.ToArray(), Key))).PayoutId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("\"quoted\"")]
    [InlineData("ключ")]
    public async Task A_key_that_the_service_would_refuse_is_not_sent(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _service.Client().CreateAsync(ServiceFixture.Request(), key));
        await Assert.ThrowsAsync<ArgumentException>(() => _service.Client().ValidateAsync(ServiceFixture.Request(), key));
        Assert.Empty(_service.Asked);
    }

    private Task<Created<Payout>> CreateAsync() => _service.Client().CreateAsync(ServiceFixture.Request(), Key);
}
