using System.Net;

namespace Payouts.Client.Tests;

/// <summary>What the service refuses is an exception whose type says what to do.</summary>
public sealed class ProblemTests
{
    private readonly FakeService _service = new();

    [Theory]
    [InlineData(400, "validation-failed", typeof(ValidationFailedException))]
    [InlineData(400, "malformed-json", typeof(ValidationFailedException))]
    [InlineData(400, "invalid-idempotency-key", typeof(ValidationFailedException))]
    [InlineData(400, "invalid-cursor", typeof(ValidationFailedException))]
    [InlineData(401, "unauthenticated", typeof(UnauthenticatedException))]
    [InlineData(403, "forbidden", typeof(ForbiddenException))]
    [InlineData(403, "person-required", typeof(ForbiddenException))]
    [InlineData(404, "payout-not-found", typeof(NotFoundException))]
    [InlineData(404, "key-not-found", typeof(NotFoundException))]
    [InlineData(409, "payout-not-cancellable", typeof(NotCancellableException))]
    [InlineData(409, "attention-not-needed", typeof(PayoutsException))]
    [InlineData(410, "events-expired", typeof(EventsExpiredException))]
    [InlineData(412, "version-mismatch", typeof(VersionMismatchException))]
    [InlineData(422, "idempotency-key-reused", typeof(KeyReusedException))]
    [InlineData(428, "precondition-required", typeof(PayoutsException))]
    [InlineData(429, "rate-limited", typeof(RateLimitedException))]
    [InlineData(500, "internal-error", typeof(UnavailableException))]
    [InlineData(503, "unavailable", typeof(UnavailableException))]
    public async Task Each_code_has_its_type(int status, string code, Type expected)
    {
        _service.ThenProblem(status, code);
        var failure = await _service.FailsAsync<PayoutsException>(() => _service.Client(options => options.MaxAttempts = 1).GetAsync(Json.Id));
        Assert.IsType(expected, failure);
        Assert.Equal((status, new ProblemCode(code), "abc"), (failure.Status, failure.Code, failure.TraceId));
        Assert.Equal(status is 408 or 429 or >= 500, failure.IsRetryable);
        Assert.Contains(code, failure.Message);
    }

    [Fact]
    public async Task All_that_was_said_is_kept()
    {
        _service.Then(HttpStatusCode.BadRequest, """
            { "type": "/problems/validation-failed", "title": "T", "status": 400, "detail": "D", "instance": "/payouts", "code": "validation-failed", "trace_id": "abc",
              "errors": [ { "pointer": "/amount", "detail": "must be greater than zero." } ], "quota": { "left": "1.5" } }
            """);
        var failure = await _service.FailsAsync<ValidationFailedException>(() => _service.Client().GetAsync(Json.Id));
        Assert.Equal([new FieldError("/amount", "must be greater than zero.")], failure.Errors);
        Assert.Equal(("T", "D", "/payouts", "/problems/validation-failed"), (failure.Problem!.Title, failure.Problem.Detail, failure.Problem.Instance, failure.Problem.Type));
        Assert.Equal("1.5", Assert.Single(failure.Problem.Others).Value.GetProperty("left").GetString());
    }

    [Fact]
    public async Task What_refuses_a_payout_and_where_one_is_are_members()
    {
        _service
            .Then((HttpStatusCode)422, """{ "code": "limit-exceeded", "limit": "client-day", "window": "1.00:00:00", "available_at": "2026-11-28T19:00:00.000Z" }""")
            .Then((HttpStatusCode)422, """{ "code": "policy-refused", "rule": "lookalike" }""")
            .Then(HttpStatusCode.Conflict, """{ "code": "not-awaiting-approval", "payout_status": "pending", "payout_detail": "queued" }""")
            .Then(HttpStatusCode.Forbidden, """{ "code": "role-required", "role": "treasurer" }""")
            .Then(HttpStatusCode.Conflict, """{ "code": "selection-differs", "found": { "count": 1, "totals": [ { "asset": "USDT", "amount": "25.5" } ] } }""");

        var limit = await ProblemAsync();
        Assert.Equal((ProblemCode.LimitExceeded, "client-day", "1.00:00:00", new DateTimeOffset(2026, 11, 28, 19, 0, 0, TimeSpan.Zero)), (limit.Code, limit.Limit, limit.Window, limit.AvailableAt));
        Assert.Equal("lookalike", (await ProblemAsync()).Rule);
        var elsewhere = await ProblemAsync();
        Assert.Equal((PayoutStatus.Pending, PayoutDetail.Queued), (elsewhere.PayoutStatus, elsewhere.PayoutDetail));
        Assert.Equal("treasurer", (await ProblemAsync()).Role);
        var found = (await ProblemAsync()).Found!;
        Assert.Equal((1, new SelectionTotal("USDT", 25.5m)), (found.Count, Assert.Single(found.Totals)));

        async Task<Problem> ProblemAsync()
        {
            var problem = (await _service.FailsAsync<PayoutsException>(() => _service.Client().GetAsync(Json.Id))).Problem!;
            Assert.Empty(problem.Others);
            return problem;
        }
    }

    [Fact]
    public async Task What_differs_and_the_oldest_cursor_are_members()
    {
        _service.Then((HttpStatusCode)422, """{ "code": "idempotency-key-reused", "differs": [ "amount", "memo" ] }""").Then(HttpStatusCode.Gone, """{ "code": "events-expired", "oldest": "o1" }""");
        Assert.Equal(["amount", "memo"], (await _service.FailsAsync<KeyReusedException>(() => _service.Client().CreateAsync(ServiceFixture.Request(), "k"))).Differs);
        Assert.Equal("o1", (await _service.FailsAsync<EventsExpiredException>(async () => await _service.Client().EventsAsync("x").AsPages().FirstAsync())).Oldest);
    }

    [Theory]
    [InlineData("<html>502 Bad Gateway</html>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"code":7,"errors":{"a":1},"differs":[1,null],"title":["x"]}""")]
    [InlineData("""{"errors":[7,{"pointer":3}]}""")]
    public async Task What_is_no_problem_document_has_a_status_all_the_same(string body)
    {
        _service.Then(HttpStatusCode.Conflict, body);
        var failure = await _service.FailsAsync<PayoutsException>(() => _service.Client().GetAsync(Json.Id));
        Assert.Equal((409, null), (failure.Status, failure.Code));
    }
}
