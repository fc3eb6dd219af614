using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Payouts.Console.Shell;

/// <summary>How a handler answers.</summary>
public static class Answers
{
    /// <summary>A whole page.</summary>
    /// <param name="context">The request, which went through the group's filter.</param>
    /// <param name="model">What the page shows.</param>
    /// <param name="status">The API's status, where it refused.</param>
    public static async Task<IResult> PageAsync<TPage, TModel>(this HttpContext context, TModel model, int status = StatusCodes.Status200OK)
        where TPage : Page<TModel>
    {
        var frame = await context.FrameAsync();
        return new RazorComponentResult<TPage>(new Dictionary<string, object?> { [nameof(Page<TModel>.Frame)] = frame, [nameof(Page<TModel>.Model)] = model })
        {
            StatusCode = status,
        };
    }

    /// <summary>303 to a page: the answer to every form that did what it should.</summary>
    /// <param name="path">Under <c>/console</c>.</param>
    /// <param name="done">A word of <c>Sentences.Done</c>.</param>
    public static IResult Done(string path, string done) => new SeeOther($"{path}?done={done}");

    /// <summary>303 to a page.</summary>
    /// <param name="path">Under <c>/console</c>.</param>
    public static IResult See(string path) => new SeeOther(path);

    /// <summary>The frame of this request's page.</summary>
    /// <param name="context">The request.</param>
    public static Task<Frame> FrameAsync(this HttpContext context) =>
        context.Features.Get<FrameFeature>()?.Frame ?? throw new InvalidOperationException("The request did not go through the console's filter.");
}

/// <summary>The frame, which is read once somebody asks for it: an answer that only leads elsewhere has none.</summary>
/// <param name="read">Reads it. The caller awaits it, so that the reading ends before the request.</param>
internal sealed class FrameFeature(Func<Task<Frame>> read)
{
    private Task<Frame>? _frame;

    /// <summary>The reading.</summary>
    public Task<Frame> Frame => _frame ??= read();
}
