using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payouts.Client;
using Payouts.Console.Shell;

namespace Payouts.Console.Keys;

/// <summary>
/// <c>/console/keys</c>: who can call the API. A secret is in the answer to the form that made it and nowhere else: no address has it, and neither
/// reload nor back shows it again.
/// </summary>
internal static class KeysEndpoints
{
    private const string Path = "/console/keys";

    public static void MapKeys(this RouteGroupBuilder console)
    {
        console.MapGet("/keys", ListAsync);
        console.MapGet("/keys/new", async Task<IResult> (HttpContext context, PayoutsClient api) =>
        {
            await RequireAsync(api, context);
            return await context.PageAsync<MakeKeyPage, MakeKeyModel>(new MakeKeyModel(KeyForm.Empty, null));
        });
        console.MapPost("/keys/new", MakeAsync);
        console.MapGet("/keys/{id}/rotate", async (string id, HttpContext context, PayoutsClient api) =>
            await context.PageAsync<RotateKeyPage, Key>(await api.Keys.GetAsync(id, context.RequestAborted)));
        console.MapPost("/keys/{id}/rotate", RotateAsync);
        console.MapGet("/keys/{id}/revoke", async (string id, HttpContext context, PayoutsClient api) =>
            await context.PageAsync<RevokeKeyPage, RevokeKeyModel>(new RevokeKeyModel(await api.Keys.GetAsync(id, context.RequestAborted), "", null)));
        console.MapPost("/keys/{id}/revoke", RevokeAsync);
        console.MapGet("/people/sign-out", async (HttpContext context, PayoutsClient api, string? person) =>
        {
            await RequireAsync(api, context);
            return person is { Length: > 0 } ? await context.PageAsync<SignOutPersonPage, string>(person) : Answers.See(Path);
        });
        console.MapPost("/people/sign-out", SignOutAsync);
    }

    // A form that one may not send is not shown: the API says who may.
    private static async Task RequireAsync(PayoutsClient api, HttpContext context) => await api.Keys.ListAsync(context.RequestAborted);

    private static async Task<IResult> ListAsync(HttpContext context, PayoutsClient api) =>
        await context.PageAsync<KeysPage, KeysModel>(new KeysModel(await api.Keys.ListAsync(context.RequestAborted)));

    private static async Task<IResult> MakeAsync(HttpContext context, PayoutsClient api, TimeProvider clock)
    {
        var form = KeyForm.Read(await context.Request.ReadFormAsync(context.RequestAborted));
        try
        {
            return await SecretAsync(context, await api.Keys.CreateAsync(form.ToRequest(clock.GetUtcNow()), context.RequestAborted), isNew: true);
        }
        catch (PayoutsException exception) when (exception is not UnauthenticatedException)
        {
            return await context.PageAsync<MakeKeyPage, MakeKeyModel>(new MakeKeyModel(form, exception), exception.Status ?? StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> RotateAsync(string id, HttpContext context, PayoutsClient api)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var overlap = KeyForm.Overlaps.GetValueOrDefault(form["overlap"].ToString(), TimeSpan.Zero);
        return await SecretAsync(context, await api.Keys.RotateAsync(id, SeenVersion.Of(form), overlap, context.RequestAborted), isNew: false);
    }

    private static async Task<IResult> RevokeAsync(string id, HttpContext context, PayoutsClient api)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        try
        {
            await api.Keys.RevokeAsync(id, form["reason"].ToString(), context.RequestAborted);
            return Answers.Done(Path, "key-revoked");
        }
        catch (ValidationFailedException exception)
        {
            return await context.PageAsync<RevokeKeyPage, RevokeKeyModel>(
                new RevokeKeyModel(await api.Keys.GetAsync(id, context.RequestAborted), form["reason"].ToString(), exception), StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, PayoutsClient api)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["person"].ToString() is not { Length: > 0 } person)
        {
            return Answers.See(Path);
        }

        await api.SignOutEverywhereAsync(person, context.RequestAborted);
        return Answers.Done(Path, "signed-out-everywhere");
    }

    private static Task<IResult> SecretAsync(HttpContext context, NewKey key, bool isNew) => context.PageAsync<SecretPage, SecretModel>(new SecretModel(key, isNew));
}
