using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>
/// What is held back before it is sent: scope <see cref="Scope.Read"/> to look, <see cref="Scope.Operate"/> to change something. What is paused is named
/// <c>all</c>, <c>asset:USDT</c>, <c>network:TRON</c> or <c>client:c-1042</c>.
/// </summary>
public sealed class PausesClient
{
    private readonly Calls _calls;

    internal PausesClient(Calls calls) => _calls = calls;

    /// <summary>All pauses, and what waits for them.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<PauseList> ListAsync(CancellationToken cancellationToken = default) =>
        _calls.GetAsync(new("pauses_list", HttpMethod.Get, "pauses") { CanBeRepeated = true }, Reading.Of(PayoutsJson.Default.PauseList), cancellationToken);

    /// <summary>Pauses something, durably. Repeating it changes the reason, if anything.</summary>
    /// <param name="scope">What.</param>
    /// <param name="reason">Why, 1 to 500 characters.</param>
    /// <param name="cancellationToken">Ends it; it may be paused then.</param>
    /// <exception cref="ForbiddenException">The key is bound to another client, for example.</exception>
    public Task<Pause> PauseAsync(string scope, string reason, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(Change("pauses_set", HttpMethod.Put, scope, reason) with { CanBeRepeated = true }, Reading.Of(PayoutsJson.Default.Pause), cancellationToken);

    /// <summary>Lifts a pause: what nothing else holds back is sent.</summary>
    /// <param name="scope">Of what.</param>
    /// <param name="expectedVersion">The <see cref="Pause.Version"/> or <see cref="PauseList.Version"/> that the caller saw.</param>
    /// <param name="reason">Why, 1 to 500 characters.</param>
    /// <param name="cancellationToken">Ends it; it may be lifted then.</param>
    /// <returns>The pause as it was.</returns>
    /// <exception cref="NotFoundException">It is not paused, or not any more.</exception>
    /// <exception cref="VersionMismatchException">It has changed since.</exception>
    public Task<Pause> LiftAsync(string scope, long expectedVersion, string reason, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(Change("pauses_lift", HttpMethod.Delete, scope, reason) with { IfMatch = expectedVersion }, Reading.Of(PayoutsJson.Default.Pause), cancellationToken);

    private static Call Change(string operation, HttpMethod method, string scope, string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(operation, method, $"pauses/{Query.Escape(scope)}") { Body = Calls.Body(new ReasonBody(reason), PayoutsJson.Default.ReasonBody) };
    }
}
