using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Client;
using Payouts.Console.Shell;

namespace Payouts.Console.Approvals;

/// <summary><c>/console/approvals</c>: what waits for people. One is decided on its own page; many after a look at their sums.</summary>
internal static class ApprovalsEndpoints
{
    private const string Path = "/console/approvals";

    // As many as a person can look at before they are decided together; the rest waits until these are.
    private const int Most = 50;
    private const int MostOfBook = 100;

    public static void MapApprovals(this RouteGroupBuilder console)
    {
        console.MapGet("/approvals", async (HttpContext context, PayoutsClient api) => await ShowAsync(context, api, null, []));
        console.MapPost("/approvals/many", LookAsync);
        console.MapPost("/approvals/many/{word}", DecideAsync);
        // Where a sign-in comes back to: what was not done is asked for again.
        console.MapGet("/approvals/many", () => Answers.See(Path));
        console.MapGet("/approvals/many/{word}", () => Answers.See(Path));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PayoutsClient api, Problem? problem, IReadOnlyList<DecidedPayout> results)
    {
        var frame = await context.FrameAsync();
        var page = await api.PageAsync(new PayoutFilter { Detail = PayoutDetail.AwaitingApproval, Sort = PayoutSort.Since, Limit = Most }, cancellationToken: context.RequestAborted);
        var books = await Task.WhenAll(page.Data.Select(payout => payout.ClientId).Distinct().Select(async client =>
            (Client: client, Book: await api.Addresses.PageAsync(client, new AddressFilter { Limit = MostOfBook }, cancellationToken: context.RequestAborted).OrUnknownAsync())));
        var model = new ApprovalsModel(page.Data, page.HasMore, frame.Person)
        {
            Problem = problem,
            Results = results,
            Books = books.Where(read => read.Book is not null).ToDictionary(read => read.Client, read => read.Book!),
        };
        return await context.PageAsync<ApprovalsPage, ApprovalsModel>(model, problem?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> LookAsync(HttpContext context, PayoutsClient api)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var ids = form["id"].OfType<string>().Distinct().Take(Most).ToArray();
        if (ids.Length == 0)
        {
            return Answers.See(Path);
        }

        var payouts = await Task.WhenAll(ids.Select(id => api.GetAsync(id, context.RequestAborted)));
        return await context.PageAsync<ManyPage, ManyModel>(new ManyModel(payouts, form["word"] == "reject" ? "reject" : "approve"));
    }

    private static async Task<IResult> DecideAsync(string word, HttpContext context, PayoutsClient api)
    {
        var selection = ManyModel.Read(await context.Request.ReadFormAsync(context.RequestAborted));
        try
        {
            var decided = word == "reject"
                ? await api.Approvals.RejectManyAsync(selection, context.RequestAborted)
                : await api.Approvals.ApproveManyAsync(selection, context.RequestAborted);
            return await ShowAsync(context, api, null, decided.Results);
        }
        catch (PayoutsException exception) when (exception is not UnauthenticatedException)
        {
            return await ShowAsync(context, api, exception.Problem, []);
        }
    }
}
