using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>
/// How much may leave in a time, and how much has: scope <see cref="Scope.Read"/>. A key that is bound to a client sees the limits that count its payouts
/// alone.
/// </summary>
public sealed class LimitsClient
{
    private readonly Calls _calls;

    internal LimitsClient(Calls calls) => _calls = calls;

    /// <summary>The limits of the policy in force.</summary>
    /// <param name="clientId">Only those that may be about this client's payouts; <see langword="null"/>: all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Limit>> ListAsync(string? clientId = null, CancellationToken cancellationToken = default)
    {
        var call = new Call("limits_list", HttpMethod.Get, new Query("limits").With("client_id", clientId).ToString()) { CanBeRepeated = true };
        return (await _calls.GetAsync(call, Reading.Of(PayoutsJson.Default.LimitList), cancellationToken).ConfigureAwait(false)).Data;
    }

    /// <summary>How much of a limit is used.</summary>
    /// <param name="name">The limit's name.</param>
    /// <param name="count">Of which count; <see langword="null"/>: the only one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NotFoundException">The policy in force has no such limit.</exception>
    /// <exception cref="ValidationFailedException">The limit counts apart by what is not said.</exception>
    public Task<LimitUsage> UsageAsync(string name, LimitCount? count = null, CancellationToken cancellationToken = default)
    {
        var path = new Query($"limits/{Query.Escape(name)}/usage")
            .With("client_id", count?.ClientId).With("asset", count?.Asset).With("network", count?.Network).With("key", count?.Key);
        return _calls.GetAsync(new("limits_usage", HttpMethod.Get, path.ToString()) { CanBeRepeated = true }, Reading.Of(PayoutsJson.Default.LimitUsage), cancellationToken);
    }
}
