using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Payouts.Addresses;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.AddressBook;

namespace Payouts.Gateway.AddressBook;

/// <summary>The routes of address books (docs/http-api.md, "Addresses"); <see cref="AddressChanges"/> answers those that change something.</summary>
internal static class AddressEndpoints
{
    public static void MapAddressBooks(this IEndpointRouteBuilder routes)
    {
        var book = routes.MapGroup($"/clients/{{{AddressRequests.ClientId}}}/addresses").RequireKey().SayWhoAsks().AddEndpointFilter(HideOthersAsync)
            .WithTag("Addresses", "A client's address book: the receivers that are known, and since when.");
        book.MapPost("/", AddressChanges.AddAsync).RequireAuthorization(Scopes.Create).WithName("AddAddress").Describe(AddressDescription.Add);
        book.MapGet("/", ListAsync).RequireAuthorization(Scopes.Read).WithName("ListAddresses").Describe(AddressDescription.List);
        book.MapGet("/{id}", ReadAsync).RequireAuthorization(Scopes.Read).WithName("ReadAddress").Describe(AddressDescription.Read);
        book.MapPost("/{id}/activate", AddressChanges.ActivateAsync).RequireAuthorization(Scopes.Approve).WithName("ActivateAddress").Describe(AddressDescription.Activate);
        book.MapPost("/{id}/revoke", AddressChanges.RevokeAsync).RequireAuthorization(Scopes.AnyToTighten).WithName("RevokeAddress").Describe(AddressDescription.Revoke);
    }

    /// <summary>Another client's book is answered like one that does not exist, before anything else is looked at.</summary>
    private static async ValueTask<object?> HideOthersAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var clientId = (string)context.HttpContext.GetRouteValue(AddressRequests.ClientId)!;
        return TextRules.ClientId(clientId) is { } fault ? ProblemResult.Invalid([new($"/{AddressRequests.ClientId}", fault)])
            : context.HttpContext.User.MaySee(clientId) ? await next(context)
            : new ProblemResult(ProblemRegistry.NotFound, "No client with this id is visible to this key.");
    }

    private static async Task<Results<AddressPageResult, ProblemResult>> ListAsync(
        [FromRoute(Name = AddressRequests.ClientId)] string clientId, HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, AddressCursor cursors, CancellationToken cancellationToken)
    {
        var (query, problem) = AddressRequests.Query(http.Query, cursors);
        if (query is null)
        {
            return problem!;
        }

        var page = await grains.RunAsync(factory => factory.GetGrain<IAddressBookGrain>(clientId).List(query), cancellationToken);
        var next = page is { HasMore: true, Entries: [.., var last] } ? cursors.Write(new(last.CreatedAt, last.Id)) : null;
        return new AddressPageResult(new([.. page.Entries.Select(entry => AddressView.Of(clientId, entry, page.At, caller))], next));
    }

    private static async Task<Results<AddressResult, ProblemResult>> ReadAsync(
        [FromRoute(Name = AddressRequests.ClientId)] string clientId, string id, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        if (!AddressId.IsValid(id))
        {
            return AddressChanges.NoSuchAddress();
        }

        var answer = await grains.RunAsync(factory => factory.GetGrain<IAddressBookGrain>(clientId).Find(id), cancellationToken);
        return answer.Entry is { } entry ? new AddressResult(AddressView.Of(clientId, entry, answer.At, caller)) : AddressChanges.NoSuchAddress();
    }
}
