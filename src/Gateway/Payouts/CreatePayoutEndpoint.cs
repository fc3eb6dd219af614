using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway.Payouts;

/// <summary><c>POST /payouts</c> (http-api.md, "Create").</summary>
internal static class CreatePayoutEndpoint
{
    public const int MaxBodyBytes = 32 * 1024;

    public static async Task<Results<PayoutResult, ProblemResult>> HandleAsync(
        HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, OfferedServices services, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!IsJson(http))
        {
            return new ProblemResult(ProblemRegistry.UnsupportedMediaType, "The Content-Type must be application/json, in UTF-8 and without a content coding.");
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

        var now = Times.Truncate(time.GetUtcNow());
        var reading = PayoutRequestReader.Read(document.RootElement, await services.CurrentAsync(cancellationToken), now);
        return reading.Request is { } request
            ? await CreateAsync(new(sentKey ?? PayoutIdentity.DeriveKey(request), request, now), reading, caller, grains, cancellationToken)
            : ProblemResult.Invalid(reading.PairFault is { } pairFault ? reading.Errors.Add(pairFault) : reading.Errors);
    }

    private static async Task<Results<PayoutResult, ProblemResult>> CreateAsync(
        CreatePayout command, PayoutReading reading, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        if (!caller.MaySee(command.Request.ClientId))
        {
            return new ProblemResult(ProblemRegistry.Forbidden, "The key is bound to another client.");
        }

        var id = PayoutIdentity.Id(command.Request.ClientId, command.IdempotencyKey);

        // A repeat is answered even when Heleket has dropped the pair since.
        if (PairProblem(reading) is { } problem && await grains.Payout(id, payout => payout.GetPayout(), cancellationToken) is null)
        {
            return problem;
        }

        var result = await grains.Payout(id, payout => payout.Create(command), cancellationToken);
        return result switch
        {
            { Created: true } => new PayoutResult(result.Payout, StatusCodes.Status201Created),
            { Differs.IsDefaultOrEmpty: true } => new PayoutResult(result.Payout) { Replayed = true },
            _ => new ProblemResult(ProblemRegistry.IdempotencyKeyReused, $"The key stands for a payout that differs in {string.Join(", ", result.Differs)}.") { Differs = result.Differs },
        };
    }

    private static ProblemResult? PairProblem(PayoutReading reading) =>
        reading.PairFault is { } fault ? ProblemResult.Invalid([fault])
        : reading.IsPairUnknown ? ProblemResult.Unavailable(
            $"Heleket's services list was not read yet: nobody knows whether {reading.Request!.Asset} is paid out on {reading.Request.Network}. Nothing was accepted; repeat the same request.")
        : null;

    private static bool IsJson(HttpRequest http) =>
        MediaTypeHeaderValue.TryParse(http.ContentType, out var type)
        && type.MediaType.Equals(JsonAnswer.MediaType, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && (http.Headers.ContentEncoding.Count == 0 || string.Equals(http.Headers.ContentEncoding, "identity", StringComparison.OrdinalIgnoreCase));
}
