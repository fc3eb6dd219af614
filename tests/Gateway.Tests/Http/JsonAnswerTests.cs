using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway.Tests.Http;

public sealed class JsonAnswerTests
{
    [Fact]
    public async Task An_answer_to_a_caller_who_has_gone_is_no_fault()
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true), Response = { Body = body } };

        await ProblemResult.NoSuchPayout().ExecuteAsync(context);

        Assert.Equal(StatusCodes.Status404NotFound, context.Response.StatusCode);
    }

    [Fact]
    public async Task A_problem_of_a_request_without_a_path_names_the_root()
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Request = { Path = "" }, Response = { Body = body } };

        await ProblemResult.NoSuchPayout().ExecuteAsync(context);

        Assert.Equal("/", JsonElement.Parse(body.ToArray()).GetProperty("instance").GetString());
    }
}
