using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace Payouts.Console.Http;

/// <summary>Where the host that runs here is reached from this machine, once it listens.</summary>
public static class HostAddress
{
    /// <summary>The first address that is of a kind, with a host name that this machine can reach.</summary>
    /// <param name="server">The host's server.</param>
    /// <param name="isOfKind">Which address is wanted.</param>
    /// <returns><see langword="null"/>: it listens at none.</returns>
    public static Uri? First(IServer server, Func<BindingAddress, bool> isOfKind)
    {
        ArgumentNullException.ThrowIfNull(server);
        var bound = (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(BindingAddress.Parse).FirstOrDefault(isOfKind);
        return bound is null ? null : new Uri($"{bound.Scheme}://{(bound.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "127.0.0.1" : bound.Host)}:{bound.Port}/");
    }
}
