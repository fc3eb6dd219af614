using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payouts.Gateway.Http;
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
    [Fact]
    public async Task A_short_answer_has_nothing_of_a_long_one_before_it()
    {
        Assert.Equal(20_002, (await WriteAsync(new string('x', 20_000))).Length);
        Assert.Equal("\"short\"", await WriteAsync("short"));
    }

    [Fact]
    public async Task An_answer_whose_writing_failed_leaves_nothing_in_the_next()
    {
        await Assert.ThrowsAsync<FormatException>(() => JsonAnswer.WriteAsync(new DefaultHttpContext(), StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartArray();
            writer.Flush();
            throw new FormatException();
        }));
        Assert.Equal("\"next\"", await WriteAsync("next"));
    }

    [Fact]
    public async Task An_answer_that_a_slow_caller_has_not_taken_is_left_alone_by_those_after_it()
    {
        var slow = new SlowBody();
        var first = JsonAnswer.WriteAsync(Context(slow), StatusCodes.Status200OK, writer => writer.WriteStringValue("first"));
        Assert.Equal(["\"other\"", "\"other\""], [await WriteAsync("other"), await WriteAsync("other")]);
        slow.Take.SetResult();
        await first;

        Assert.Equal("\"first\"", slow.Taken);
    }

    private static DefaultHttpContext Context(Stream body) => new() { Response = { Body = body } };

    private static async Task<string> WriteAsync(string text)
    {
        using var body = new MemoryStream();
        var context = Context(body);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer => writer.WriteStringValue(text));
        Assert.Equal(body.Length, context.Response.ContentLength);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    /// <summary>Looks at what it is given only when it is told to.</summary>
    private sealed class SlowBody : MemoryStream
    {
        public TaskCompletionSource Take { get; } = new();

        public string? Taken { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Take.Task;
            Taken = Encoding.UTF8.GetString(buffer.Span);
        }
    }
}
