using Microsoft.AspNetCore.Http;
using Payouts.Client;

namespace Payouts.Console.Shell;

/// <summary>How a handler answers that it did not go well.</summary>
public static class ProblemAnswers
{
    /// <summary>A page that says what the API answered, with the API's status.</summary>
    /// <param name="context">The request.</param>
    /// <param name="exception">What the client threw.</param>
    public static Task<IResult> ProblemAsync(this HttpContext context, PayoutsException exception) =>
        context.ProblemAsync(new ProblemModel(exception.Problem, HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString : null));

    /// <summary>What the API said of one field of a form.</summary>
    /// <param name="exception">What the client threw, or null: then nothing.</param>
    /// <param name="field">The field's name.</param>
    public static IReadOnlyList<string> FaultsOf(this PayoutsException? exception, string field) =>
        [.. (exception?.Problem?.Errors ?? []).Where(error => error.Pointer.TrimStart('/').Split('/')[0] == field).Select(error => error.Detail)];

    /// <summary>A page that says what the console itself refuses.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">A code that <c>ProblemWords</c> knows.</param>
    /// <param name="title">Of the page.</param>
    public static Task<IResult> RefuseAsync(this HttpContext context, int status, string code, string title) =>
        context.ProblemAsync(new ProblemModel(new Problem { Status = status, Code = new ProblemCode(code), Title = title }, Again: null));

    private static Task<IResult> ProblemAsync(this HttpContext context, ProblemModel model) => context.PageAsync<ProblemPage, ProblemModel>(model, model.Status);
}
