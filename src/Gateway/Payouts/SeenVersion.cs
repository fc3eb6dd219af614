using System.Security.Claims;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>Which version of a payout a caller wants to change, if he may see the payout at all.</summary>
internal static class SeenVersion
{
    /// <summary>
    /// The version to change, <see langword="null"/> for any. The payout is read only where that depends on it: most
    /// changes take one call.
    /// </summary>
    /// <param name="id">As the caller gave it.</param>
    /// <param name="match">The versions that the caller accepts.</param>
    /// <param name="caller">Sees no other client's payouts than his own, if he is bound to one.</param>
    /// <param name="grains">Asked for the payout.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>Also whether the payout is hidden: there is none with this id, or the caller may not see it.</returns>
    public static async Task<(bool IsHidden, long? Expected)> OfAsync(
        string id, IfMatch match, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        if (!PayoutId.IsValid(id))
        {
            return (true, null);
        }

        Payout? seen = null;
        if (caller.BoundClient() is not null || match.Versions.Length > 1)
        {
            seen = await grains.Payout(id, payout => payout.GetPayout(), cancellationToken);
            if (seen is null || !caller.MaySee(seen.Request.ClientId))
            {
                return (true, null);
            }
        }

        return (false, match switch
        {
            { Any: true } => null,
            { Versions: [] } => IfMatch.NoVersion,
            { Versions: [var only] } => only,
            _ => match.Versions.Contains(seen!.Version) ? seen.Version : IfMatch.NoVersion,
        });
    }
}
