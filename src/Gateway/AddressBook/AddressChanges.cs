using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Payouts.Addresses;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Gateway.AddressBook;

/// <summary>Adds, activates and revokes addresses.</summary>
internal static class AddressChanges
{
    public static async Task<Results<AddressResult, ProblemResult>> AddAsync(
        [FromRoute(Name = AddressRequests.ClientId)] string clientId, HttpRequest http, [AsParameters] Adding with, CancellationToken cancellationToken)
    {
        var services = await with.Services.CurrentAsync(cancellationToken);
        var (asked, problem) = await AddressRequests.ReadAsync(http, fields => AddressRequests.New(fields, services, with.Settings), cancellationToken);
        if (asked is null)
        {
            return problem!;
        }

        var by = http.HttpContext.User.Caller();
        var command = new AddAddress(
            asked.Network, asked.Address, asked.Label, by, with.Keys.MakersOf(by), asked.Asset, asked.Memo, asked.AcknowledgeSimilar);
        var answer = await ChangeAsync(clientId, with.Grains, book => book.Add(command), cancellationToken);
        return answer.Verdict switch
        {
            BookVerdict.Added => Shown(clientId, answer, http, StatusCodes.Status201Created),
            BookVerdict.Done => Shown(clientId, answer, http),
            BookVerdict.Similar => Similar(answer.SimilarTo),
            BookVerdict.OtherAsset => ProblemResult.Invalid(
                [new("/asset", $"is another than that of the entry, which is for {answer.Entry!.Asset ?? "any"}. Revoke the entry, then add the address again.")]),
            BookVerdict.Full => ProblemResult.Invalid([new("/address", $"cannot be added: the book has {IAddressBookGrain.MostEntries} entries, those that are revoked included.")]),
            _ => throw new UnreachableException($"The adding of an address answered {answer.Verdict}."),
        };
    }

    public static async Task<Results<AddressResult, ProblemResult>> ActivateAsync(
        [FromRoute(Name = AddressRequests.ClientId)] string clientId, string id, HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        if (caller.Caller().Person is not { } person)
        {
            return new ProblemResult(ProblemRegistry.PersonRequired, "The key belongs to no person.");
        }

        var (match, refusal) = RequiredIfMatch.ReadOne(http, "the entry's ETag");
        if (match is null)
        {
            return refusal!;
        }

        if (!AddressId.IsValid(id))
        {
            return NoSuchAddress();
        }

        var command = new ActivateAddress(id, person, match.Accepted);
        var answer = await ChangeAsync(clientId, grains, book => book.Activate(command), cancellationToken);
        return answer.Verdict switch
        {
            BookVerdict.Done => Shown(clientId, answer, http),
            BookVerdict.NotFound => NoSuchAddress(),
            BookVerdict.SelfApproval => new ProblemResult(ProblemRegistry.SelfApproval, "Another person has to activate what you have added."),
            BookVerdict.Revoked => new ProblemResult(ProblemRegistry.AddressNotAllowed, "The address is revoked: add it again first.") { Standing = AddressStatus.Revoked },
            BookVerdict.VersionMismatch => new ProblemResult(ProblemRegistry.VersionMismatch, $"The entry is at version {answer.Entry!.Version}."),
            _ => throw new UnreachableException($"The activation of an address answered {answer.Verdict}."),
        };
    }

    public static async Task<Results<AddressResult, ProblemResult>> RevokeAsync(
        [FromRoute(Name = AddressRequests.ClientId)] string clientId, string id, HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        var (reason, problem) = await AddressRequests.ReadAsync(http, AddressRequests.Reason, cancellationToken);
        if (reason is null)
        {
            return problem!;
        }

        if (!AddressId.IsValid(id))
        {
            return NoSuchAddress();
        }

        var answer = await ChangeAsync(clientId, grains, book => book.Revoke(new RevokeAddress(id, reason, caller.Caller())), cancellationToken);
        return answer.Verdict == BookVerdict.Done ? Shown(clientId, answer, http) : NoSuchAddress();
    }

    public static ProblemResult NoSuchAddress() => new(ProblemRegistry.AddressNotFound, "The book has no address with this id.");

    private static Task<BookAnswer> ChangeAsync(string clientId, GrainCalls grains, Func<IAddressBookGrain, Task<BookAnswer>> change, CancellationToken cancellationToken) =>
        grains.RunAsync(factory => change(factory.GetGrain<IAddressBookGrain>(clientId)), cancellationToken);

    private static AddressResult Shown(string clientId, BookAnswer answer, HttpRequest http, int status = StatusCodes.Status200OK) =>
        new(AddressView.Of(clientId, answer.Entry!, answer.At, http.HttpContext.User), status);

    private static ProblemResult Similar(ImmutableArray<BookEntry> known) =>
        new(ProblemRegistry.AddressSimilar, $"The address looks like {string.Join(", ", known.Select(entry => $"\"{entry.Label}\""))}.")
        {
            SimilarTo = [.. known.Select(entry => new SimilarAddress(entry.Id, entry.Label, AddressShape.Masked(entry.Network, entry.Address)))],
        };

    /// <summary>What adding an address takes beside the request.</summary>
    internal sealed record Adding(
        [FromServices] ApiKeys Keys, [FromServices] GrainCalls Grains, [FromServices] OfferedServices Services, [FromServices] AddressSettings Settings);
}
