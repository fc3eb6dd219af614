using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>
/// Keys of the service: scope <see cref="Scope.Admin"/>. What changes something is never repeated by itself: a secret whose answer is lost is lost.
/// </summary>
public sealed class KeysClient
{
    private readonly Calls _calls;

    internal KeysClient(Calls calls) => _calls = calls;

    /// <summary>All keys.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Key>> ListAsync(CancellationToken cancellationToken = default) =>
        (await _calls.GetAsync(new("keys_list", HttpMethod.Get, "keys") { CanBeRepeated = true }, Reading.Of(PayoutsJson.Default.KeyList), cancellationToken).ConfigureAwait(false)).Data;

    /// <summary>A key.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NotFoundException">There is none.</exception>
    public Task<Key> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(new("keys_get", HttpMethod.Get, $"keys/{Query.Escape(id)}") { CanBeRepeated = true }, Reading.Of(PayoutsJson.Default.Key), cancellationToken);

    /// <summary>Makes a key; a person must ask.</summary>
    /// <param name="request">What it may do.</param>
    /// <param name="cancellationToken">Ends it; the key may exist then.</param>
    /// <exception cref="ForbiddenException"><see cref="ProblemCode.PersonRequired"/>, for example.</exception>
    public Task<NewKey> CreateAsync(KeyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _calls.GetAsync(new("keys_create", HttpMethod.Post, "keys") { Body = Calls.Body(request, PayoutsJson.Default.KeyRequest) }, Reading.Of(PayoutsJson.Default.NewKey), cancellationToken);
    }

    /// <summary>Gives a key a new secret.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="expectedVersion">The <see cref="Key.Version"/> that the caller saw.</param>
    /// <param name="overlap">How long the old secret is taken too, in whole seconds, at most 7 days.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="VersionMismatchException">It has changed since.</exception>
    /// <exception cref="PayoutsException"><see cref="ProblemCode.KeyNotActive"/>.</exception>
    public Task<NewKey> RotateAsync(string id, long expectedVersion, TimeSpan overlap, CancellationToken cancellationToken = default)
    {
        var body = Calls.Body(new OverlapBody((long)overlap.TotalSeconds), PayoutsJson.Default.OverlapBody);
        var call = new Call("keys_rotate", HttpMethod.Post, $"keys/{Query.Escape(id)}/rotate") { IfMatch = expectedVersion, Body = body };
        return _calls.GetAsync(call, Reading.Of(PayoutsJson.Default.NewKey), cancellationToken);
    }

    /// <summary>Ends a key, everywhere within seconds.</summary>
    /// <param name="id">Its id or name.</param>
    /// <param name="reason">Why, 1 to 200 characters.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NotFoundException">There is none.</exception>
    public Task<Key> RevokeAsync(string id, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var body = Calls.Body(new ReasonBody(reason), PayoutsJson.Default.ReasonBody);
        return _calls.GetAsync(new("keys_revoke", HttpMethod.Post, $"keys/{Query.Escape(id)}/revoke") { Body = body }, Reading.Of(PayoutsJson.Default.Key), cancellationToken);
    }
}
