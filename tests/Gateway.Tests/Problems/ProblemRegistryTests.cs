using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway.Tests.Problems;

public sealed partial class ProblemRegistryTests
{
    [Fact]
    public void Every_kind_that_the_code_can_name_is_in_the_registry()
    {
        var named = typeof(ProblemRegistry).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<ProblemKind>().ToList();
        Assert.NotEmpty(named);
        Assert.Equal(named.OrderBy(kind => kind.Code, StringComparer.Ordinal), ProblemRegistry.All.OrderBy(kind => kind.Code, StringComparer.Ordinal));
        Assert.All(named, kind => Assert.Same(kind, ProblemRegistry.Find(kind.Code)));
    }

    [Fact]
    public void Codes_and_titles_are_unique_and_explained()
    {
        Assert.Equal(ProblemRegistry.All.Length, ProblemRegistry.All.Select(kind => kind.Code).Distinct().Count());
        Assert.Equal(ProblemRegistry.All.Length, ProblemRegistry.All.Select(kind => kind.Title).Distinct().Count());
        Assert.All(ProblemRegistry.All, kind =>
        {
            Assert.Matches(Code(), kind.Code);
            Assert.InRange(kind.Status, 400, 599);
            Assert.True(kind.Explanation.Length > 40, kind.Code);
        });
    }

    [Theory]
    [InlineData("validation-failed", 400)]
    [InlineData("malformed-json", 400)]
    [InlineData("invalid-idempotency-key", 400)]
    [InlineData("invalid-cursor", 400)]
    [InlineData("unauthenticated", 401)]
    [InlineData("forbidden", 403)]
    [InlineData("self-approval", 403)]
    [InlineData("person-required", 403)]
    [InlineData("proposal-not-found", 404)]
    [InlineData("proposal-closed", 409)]
    [InlineData("proposal-outdated", 409)]
    [InlineData("payout-not-found", 404)]
    [InlineData("payout-not-cancellable", 409)]
    [InlineData("nothing-to-look-up", 409)]
    [InlineData("attention-not-needed", 409)]
    [InlineData("version-mismatch", 412)]
    [InlineData("precondition-required", 428)]
    [InlineData("request-timeout", 408)]
    [InlineData("payload-too-large", 413)]
    [InlineData("unsupported-media-type", 415)]
    [InlineData("idempotency-key-reused", 422)]
    [InlineData("rate-limited", 429)]
    [InlineData("unavailable", 503)]
    public void The_contracts_codes_have_the_contracts_statuses(string code, int status) => Assert.Equal(status, ProblemRegistry.Find(code)?.Status);

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(413)]
    [InlineData(415)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public void A_bare_status_of_the_framework_gets_a_kind_of_that_status(int status) => Assert.Equal(status, ProblemRegistry.OfStatus(status).Status);

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public void A_status_that_passes_never_becomes_one_that_does_not(int status) =>
        Assert.Contains(ProblemRegistry.OfStatus(status), new[] { ProblemRegistry.RequestTimeout, ProblemRegistry.RateLimited, ProblemRegistry.Unavailable });

    [Fact]
    public async Task A_problem_has_the_members_of_RFC_9457_and_ours()
    {
        var context = new DefaultHttpContext { Request = { Path = "/payouts" }, TraceIdentifier = "trace", Response = { Body = new MemoryStream() } };
        await ProblemResult.Invalid([new("/amount", "is required."), new("/asset", "is required.")]).ExecuteAsync(context);

        Assert.Equal((400, "application/problem+json"), (context.Response.StatusCode, context.Response.ContentType));
        context.Response.Body.Position = 0;
        using var json = await JsonDocument.ParseAsync(context.Response.Body);
        Assert.Equal(
            ["type", "title", "status", "detail", "instance", "code", "trace_id", "errors"],
            json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("/problems/validation-failed", json.RootElement.GetProperty("type").GetString());
        Assert.Equal("/payouts", json.RootElement.GetProperty("instance").GetString());
        Assert.Equal("/amount", json.RootElement.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task Unavailable_says_when_to_come_back()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await ProblemResult.Unavailable("x").ExecuteAsync(context);
        Assert.Equal((503, "2"), (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString()));
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Code();
}
