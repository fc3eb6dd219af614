using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Client;
using Payouts.Console.Shell;

namespace Payouts.Console.AddressBook;

/// <summary><c>/console/clients/{client}/addresses</c>: the receivers of a client that are known, and since when.</summary>
internal static class AddressBookEndpoints
{
    private const string Book = "/clients/{client}/addresses";

    // Addresses that a person compares one by one; of more look-alikes the rest waits until these are told apart.
    private const int MostCompared = 3;

    public static void MapAddressBooks(this RouteGroupBuilder console)
    {
        console.MapGet("/clients", async Task<IResult> (HttpContext context, string? client) =>
            client is { Length: > 0 } ? Answers.See(BookModel.PathOf(client)) : await context.PageAsync<BooksPage, string>(""));
        console.MapGet(Book, ListAsync);
        console.MapGet($"{Book}/new", (string client, HttpContext context) => AddPageAsync(context, new AddModel(client, AddressForm.Empty, null, [])));
        console.MapPost($"{Book}/new", AddAsync);
        console.MapGet($"{Book}/{{id}}/activate", async (string client, string id, HttpContext context, PayoutsClient api) =>
            await context.PageAsync<ActivatePage, ActivateModel>(await ReadAsync(context, api, client, id)));
        console.MapPost($"{Book}/{{id}}/activate", ActivateAsync);
        console.MapGet($"{Book}/{{id}}/revoke", async (string client, string id, HttpContext context, PayoutsClient api) =>
            await context.PageAsync<RevokePage, RevokeModel>(new RevokeModel(await api.Addresses.GetAsync(client, id, context.RequestAborted), "", null)));
        console.MapPost($"{Book}/{{id}}/revoke", RevokeAsync);
    }

    private static async Task<IResult> ListAsync(string client, HttpContext context, PayoutsClient api, string? status, string? cursor)
    {
        var filter = new AddressFilter { Status = status is { Length: > 0 } ? new AddressStatus(status) : null };
        var page = await api.Addresses.PageAsync(client, filter, cursor, context.RequestAborted);
        return await context.PageAsync<BookPage, BookModel>(new BookModel(client, page, filter.Status?.Value, cursor));
    }

    private static async Task<IResult> AddAsync(string client, HttpContext context, PayoutsClient api)
    {
        var form = AddressForm.Read(await context.Request.ReadFormAsync(context.RequestAborted));
        if (!AddressForm.IsEndOf(form.Address, form.LastSix))
        {
            return await MayAsync(context, Scope.Create)
                ? await AddPageAsync(context, new AddModel(client, form, null, [], IsEndWrong: true), StatusCodes.Status400BadRequest)
                : await ForbiddenAsync(context);
        }

        try
        {
            var added = await api.Addresses.AddAsync(client, form.ToRequest(), context.RequestAborted);
            return Answers.Done(BookModel.PathOf(client), added.IsReplay ? "address-there" : "address-added");
        }
        catch (PayoutsException exception) when (exception is not (UnauthenticatedException or ForbiddenException or NotFoundException))
        {
            var alike = await AlikeAsync(context, api, client, (exception.Problem?.SimilarTo ?? []).Select(similar => similar.Id));
            return await AddPageAsync(context, new AddModel(client, form, exception, alike), exception.Status ?? StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> ActivateAsync(string client, string id, HttpContext context, PayoutsClient api)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var model = await ReadAsync(context, api, client, id);
        if (model.AsksForEnd && !AddressForm.IsEndOf(model.Entry.Address, form["last_six"].ToString()))
        {
            return await MayAsync(context, Scope.Approve)
                ? await context.PageAsync<ActivatePage, ActivateModel>(model with { IsEndWrong = true }, StatusCodes.Status400BadRequest)
                : await ForbiddenAsync(context);
        }

        await api.Addresses.ActivateAsync(client, id, SeenVersion.Of(form), context.RequestAborted);
        return Answers.Done(BookModel.PathOf(client), "address-activated");
    }

    private static async Task<IResult> RevokeAsync(string client, string id, HttpContext context, PayoutsClient api)
    {
        var reason = (await context.Request.ReadFormAsync(context.RequestAborted))["reason"].ToString();
        try
        {
            await api.Addresses.RevokeAsync(client, id, reason, context.RequestAborted);
            return Answers.Done(BookModel.PathOf(client), "address-revoked");
        }
        catch (ValidationFailedException exception)
        {
            return await context.PageAsync<RevokePage, RevokeModel>(
                new RevokeModel(await api.Addresses.GetAsync(client, id, context.RequestAborted), reason, exception), StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<ActivateModel> ReadAsync(HttpContext context, PayoutsClient api, string client, string id)
    {
        var entry = await api.Addresses.GetAsync(client, id, context.RequestAborted);
        return new ActivateModel(entry, await AlikeAsync(context, api, client, entry.SimilarTo));
    }

    private static async Task<IReadOnlyList<AddressEntry>> AlikeAsync(HttpContext context, PayoutsClient api, string client, IEnumerable<string> ids) =>
        await Task.WhenAll(ids.Take(MostCompared).Select(id => api.Addresses.GetAsync(client, id, context.RequestAborted)));

    private static Task<IResult> AddPageAsync(HttpContext context, AddModel model, int status = StatusCodes.Status200OK) => context.PageAsync<AddPage, AddModel>(model, status);

    private static async Task<bool> MayAsync(HttpContext context, Scope scope) => (await context.FrameAsync()).May(scope.Value);

    private static Task<IResult> ForbiddenAsync(HttpContext context) => context.RefuseAsync(StatusCodes.Status403Forbidden, "forbidden", "Your role may not do this");
}
