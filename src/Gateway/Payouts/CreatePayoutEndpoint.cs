using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Catalog;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>
/// <c>POST /payouts</c>, and the same with <c>?validate=true</c> (docs/http-api.md, "Create", "Validate"): one run of
/// checks, so that what was validated is not refused later by a rule of its own.
/// </summary>
internal static class CreatePayoutEndpoint
{
    public const int MaxBodyBytes = 32 * 1024;

    public static async Task<Results<PayoutResult, ShapeResult<PayoutValidation>, ProblemResult>> HandleAsync(
        HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, OfferedServices services, AddressSettings addresses, ApiKeys keys, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!PayoutValidation.TryReadQuery(http.Query, out var isValidation, out var errors))
        {
            return ProblemResult.Invalid(errors);
        }

        if (!JsonBody.IsIn(http))
        {
            return ProblemResult.NotJson();
        }

        if (await RequestBody.ReadAsync(http, MaxBodyBytes, cancellationToken) is not { } body)
        {
            return new ProblemResult(ProblemRegistry.PayloadTooLarge, $"The body of a payout request is at most {MaxBodyBytes} bytes.");
        }

        if (!IdempotencyKey.TryRead(http.Headers[IdempotencyKey.Header], out var sentKey))
        {
            return new ProblemResult(ProblemRegistry.InvalidIdempotencyKey, "The Idempotency-Key must be 1 to 128 of A-Z a-z 0-9 . _ : ~ - and be sent once.");
        }

        using var document = JsonBody.Parse(body, out var fault);
        if (document is null)
        {
            return new ProblemResult(ProblemRegistry.MalformedJson, fault);
        }

        var now = WholeMilliseconds.Floor(time.GetUtcNow());
        var offered = await services.CurrentAsync(cancellationToken);
        var reading = PayoutRequestReader.Read(document.RootElement, offered, now, addresses);
        if (reading.Request is not { } request)
        {
            return ProblemResult.Invalid(reading.Faults);
        }

        if (!caller.MaySee(request.ClientId))
        {
            return new ProblemResult(ProblemRegistry.Forbidden, "The key is bound to another client.");
        }

        var key = sentKey ?? await DerivedKeyAsync(request, grains, cancellationToken);
        var command = new CreatePayout(key, request, now, caller.Caller(), keys.MakersOf(caller.Caller()));
        return isValidation
            ? await ValidateAsync(command, reading, offered, grains, cancellationToken)
            : await CreateAsync(command, reading, caller, grains, cancellationToken);
    }

    /// <summary>
    /// The key of a request that has none. A payout that an earlier release made from the same content, whatever the
    /// spelling of the address, is found under its own key: otherwise the first repeat after an upgrade would be paid
    /// again (docs/adr/0016).
    /// </summary>
    private static async Task<string> DerivedKeyAsync(PayoutRequest request, GrainCalls grains, CancellationToken cancellationToken)
    {
        var known = PayoutIdentity.KnownKeys(request);
        if (known.Count > 1)
        {
            var payouts = await Task.WhenAll(known.Select(key => FindAsync(PayoutId.Of(request.ClientId, key), grains, cancellationToken)));
            if (Array.Find(payouts, payout => payout is not null) is { } existing)
            {
                return existing.IdempotencyKey;
            }
        }

        return PayoutIdentity.DeriveKey(request);
    }

    private static Task<Payout?> FindAsync(string id, GrainCalls grains, CancellationToken cancellationToken) =>
        grains.Payout(id, payout => payout.GetPayout(), cancellationToken);

    private static async Task<Results<PayoutResult, ShapeResult<PayoutValidation>, ProblemResult>> CreateAsync(
        CreatePayout command, PayoutReading reading, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        var id = PayoutId.Of(command.Request.ClientId, command.IdempotencyKey);

        // A repeat is answered even when Heleket has dropped the pair since, or when the rules have become stricter.
        if (ProblemOf(reading) is { } problem && await FindAsync(id, grains, cancellationToken) is null)
        {
            return problem;
        }

        var result = await grains.Create(id, command, cancellationToken);
        return result switch
        {
            { Refusal: { } refusal } => Refused(refusal, caller),
            { Created: true } => new PayoutResult(result.Payout, StatusCodes.Status201Created),
            { Differs.IsDefaultOrEmpty: true } => new PayoutResult(result.Payout) { Replayed = true },
            _ => KeyReused(result.Differs),
        };
    }

    /// <summary>All that a create does but creating.</summary>
    private static async Task<Results<PayoutResult, ShapeResult<PayoutValidation>, ProblemResult>> ValidateAsync(
        CreatePayout command, PayoutReading reading, ServiceList offered, GrainCalls grains, CancellationToken cancellationToken)
    {
        var id = PayoutId.Of(command.Request.ClientId, command.IdempotencyKey);
        var existing = await grains.Payout(id, payout => payout.FindExisting(command), cancellationToken);
        return existing switch
        {
            null when ProblemOf(reading) is { } problem => problem,
            { Differs: { IsDefaultOrEmpty: false } differs } => KeyReused(differs),
            _ => new ShapeResult<PayoutValidation>(PayoutValidation.Shape, new(id, command, PayoutFee.Of(offered, command.Request), existing?.Payout)),
        };
    }

    private static ProblemResult Refused(PayoutRefusal refusal, ClaimsPrincipal caller) => refusal.Kind switch
    {
        RefusalKind.Address => new(ProblemRegistry.AddressNotAllowed, $"The client's address book says that the address is {refusal.Standing}.")
        {
            Standing = EnumNames<AddressStatus>.TryParse(refusal.Standing!, out var standing) ? standing : null,
        },
        RefusalKind.Limit => new(ProblemRegistry.LimitExceeded, $"The limit {refusal.Name} has no room for it.")
        {
            // When there is room would tell a client what others pay out.
            Refusal = refusal.IsShared && caller.BoundClient() is not null ? refusal with { Window = null } : refusal,
        },
        _ => new(ProblemRegistry.PolicyRefused, refusal.Name is { } rule ? $"The rule {rule} refuses it." : "No rule allows it.") { Refusal = refusal },
    };

    private static ProblemResult KeyReused(ImmutableArray<string> differs) =>
        new(ProblemRegistry.IdempotencyKeyReused, $"The payout under this key differs in {string.Join(", ", differs)}.") { Differs = differs };

    /// <summary>Why a request makes no payout; <see langword="null"/> if it does.</summary>
    public static ProblemResult? ProblemOf(PayoutReading reading) =>
        !reading.Faults.IsEmpty ? ProblemResult.Invalid(reading.Faults)
        : reading.IsPairUnknown ? ProblemResult.Unavailable(
            $"Heleket's services list has not been read yet, so it is not known whether {reading.Request!.Asset} is paid out on {reading.Request.Network}. Nothing was accepted; repeat the same request.")
        : null;
}
