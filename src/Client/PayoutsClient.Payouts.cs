using System.Text.Json;
using Payouts.Client.Wire;

namespace Payouts.Client;

public sealed partial class PayoutsClient
{
    private const int CreatedNow = 201;

    /// <summary>
    /// Creates a payout, once: the same request under the same key is the same payout, however often it is sent, by whomever, and after any restart.
    /// </summary>
    /// <param name="request">What to pay.</param>
    /// <param name="idempotencyKey">
    /// What makes this payout another one than the next, from what the caller has already: <see cref="IdempotencyKeys.From"/>. It has no default,
    /// because a key drawn at random pays twice after a restart.
    /// </param>
    /// <param name="cancellationToken">Ends it; what was sent stays sent, so the payout may exist.</param>
    /// <exception cref="OutcomeUnknownException">An attempt may have arrived, and no answer says so.</exception>
    /// <exception cref="ValidationFailedException">The request is not valid.</exception>
    /// <exception cref="KeyReusedException">Another request was made under the key.</exception>
    public Task<Created<Payout>> CreateAsync(PayoutRequest request, string idempotencyKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(idempotencyKey);
        return CreateAsync(Calls.Body(request, PayoutsJson.Default.PayoutRequest), request.ClientId, idempotencyKey, cancellationToken);
    }

    /// <summary>The same, with a body that is sent as it is: for requests that come as text and must not change on their way.</summary>
    /// <param name="utf8Json">The request.</param>
    /// <param name="idempotencyKey">The key; <see langword="null"/>: the service derives it from the content, so that the same content is one payout.</param>
    /// <param name="cancellationToken">Ends it; what was sent stays sent, so the payout may exist.</param>
    /// <inheritdoc cref="CreateAsync(PayoutRequest, string, CancellationToken)" path="/exception"/>
    public Task<Created<Payout>> CreateAsync(ReadOnlyMemory<byte> utf8Json, string? idempotencyKey, CancellationToken cancellationToken = default) =>
        CreateAsync(utf8Json, ClientOf(utf8Json), idempotencyKey, cancellationToken);

    /// <summary>Everything that a create checks; nothing is stored.</summary>
    /// <param name="utf8Json">The request, as it would be sent.</param>
    /// <param name="idempotencyKey">The key; <see langword="null"/>: the service derives it from the content.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ValidationFailedException">The request is not valid.</exception>
    /// <exception cref="KeyReusedException">Another request was made under the key.</exception>
    public Task<Validation> ValidateAsync(ReadOnlyMemory<byte> utf8Json, string? idempotencyKey, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(
            new("validate", HttpMethod.Post, "payouts?validate=true") { Body = utf8Json, IdempotencyKey = RequireValid(idempotencyKey), CanBeRepeated = true },
            Reading.Of(PayoutsJson.Default.Validation, seen => idempotencyKey is null || seen.IdempotencyKey == idempotencyKey), cancellationToken);

    /// <inheritdoc cref="ValidateAsync(ReadOnlyMemory{byte}, string?, CancellationToken)"/>
    /// <param name="request">The request.</param>
    /// <param name="idempotencyKey">The key; <see langword="null"/>: the service derives it from the content.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<Validation> ValidateAsync(PayoutRequest request, string? idempotencyKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ValidateAsync(Calls.Body(request, PayoutsJson.Default.PayoutRequest), idempotencyKey, cancellationToken);
    }

    /// <summary>A payout as it is now.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NotFoundException">There is none, for this key.</exception>
    public Task<Payout> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(ReadCall(id, null), Of(id), cancellationToken);

    /// <summary>A payout as it is now, if it changed.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="ifNoneMatch">The <see cref="Payout.Version"/> that the caller has.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns><see langword="null"/> if it is at that version still.</returns>
    /// <exception cref="NotFoundException">There is none, for this key.</exception>
    public async Task<Payout?> GetAsync(string id, long? ifNoneMatch, CancellationToken cancellationToken = default) =>
        await _calls.GetAsync(ReadCall(id, ifNoneMatch), Of(id), cancellationToken).ConfigureAwait(false);

    /// <summary>Cancels a payout of which nothing was sent yet. Cancelling it again gives the same.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="expectedVersion">Only this <see cref="Payout.Version"/>; <see langword="null"/>: whichever it is at.</param>
    /// <param name="cancellationToken">Ends it; what was sent stays sent.</param>
    /// <exception cref="NotCancellableException">Something may have been sent, or it is final.</exception>
    /// <exception cref="VersionMismatchException">It is at another version.</exception>
    /// <exception cref="NotFoundException">There is none, for this key.</exception>
    public Task<Payout> CancelAsync(string id, long? expectedVersion = null, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(new("cancel", HttpMethod.Post, $"payouts/{Query.Escape(id)}/cancel") { IfMatch = expectedVersion, CanBeRepeated = true }, Of(id), cancellationToken);

    /// <summary>Has Heleket asked about a payout at once: scope <see cref="Scope.Operate"/>. Never repeated by itself.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RateLimitedException">It was asked within the last 10 s.</exception>
    /// <exception cref="PayoutsException"><see cref="ProblemCode.NothingToLookUp"/>: nothing was sent yet, or it is final.</exception>
    public Task<Payout> LookUpAsync(string id, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(new("look_up", HttpMethod.Post, $"payouts/{Query.Escape(id)}/look-up"), Of(id), cancellationToken);

    /// <summary>Says that the caller looks at a payout that needs attention: scope <see cref="Scope.Operate"/>. Never repeated by itself.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="note">Up to 1000 characters.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PayoutsException"><see cref="ProblemCode.AttentionNotNeeded"/>.</exception>
    public Task<Payout> ClaimAttentionAsync(string id, string? note = null, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(
            new("claim_attention", HttpMethod.Post, $"payouts/{Query.Escape(id)}/attention/claim") { Body = Calls.Body(new NoteBody(note), PayoutsJson.Default.NoteBody) },
            Of(id), cancellationToken);

    /// <summary>Says that nothing is left to look at: scope <see cref="Scope.Operate"/>. Never repeated by itself.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="expectedVersion">The <see cref="Payout.Version"/> that the caller saw.</param>
    /// <param name="note">What was found, 1 to 1000 characters.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="VersionMismatchException">It has changed since.</exception>
    /// <exception cref="PayoutsException"><see cref="ProblemCode.AttentionNotNeeded"/>.</exception>
    public Task<Payout> ResolveAttentionAsync(string id, long expectedVersion, string note, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        return _calls.GetAsync(
            new("resolve_attention", HttpMethod.Post, $"payouts/{Query.Escape(id)}/attention/resolve")
            {
                IfMatch = expectedVersion,
                Body = Calls.Body(new NoteBody(note), PayoutsJson.Default.NoteBody),
            },
            Of(id), cancellationToken);
    }

    private static Reading<Payout> Of(string id) => Reading.Of(PayoutsJson.Default.Payout, payout => payout.Id == id);

    private async Task<Created<Payout>> CreateAsync(ReadOnlyMemory<byte> body, string? clientId, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var id = string.IsNullOrEmpty(clientId) || RequireValid(idempotencyKey) is not { } key ? null : PayoutIds.Of(clientId, key);
        var created = await _calls.RunAsync(
            new("create", HttpMethod.Post, "payouts") { Body = body, IdempotencyKey = idempotencyKey, CanBeRepeated = true },
            Reading.Of(PayoutsJson.Default.Payout, payout => id is null || payout.Id == id),
            cause => new OutcomeUnknownException(id, idempotencyKey, (cause as PayoutsException)?.Problem, cause),
            cancellationToken).ConfigureAwait(false);
        return new(created.Value!, created.Status != CreatedNow);
    }

    private static string? RequireValid(string? idempotencyKey) =>
        idempotencyKey is null || IdempotencyKeys.IsValid(idempotencyKey)
            ? idempotencyKey
            : throw new ArgumentException("A key has 1 to 128 of A-Z a-z 0-9 . _ : ~ -; IdempotencyKeys.From makes one of anything.", nameof(idempotencyKey));

    /// <summary>For the id; a body that cannot be read is the service's to refuse.</summary>
    private static string? ClientOf(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8Json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("client_id", out var client)
                && client.ValueKind == JsonValueKind.String ? client.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
