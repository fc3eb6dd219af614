using Microsoft.AspNetCore.Http;
using Payouts.Client;

namespace Payouts.Console.Live;

/// <summary>A page that is kept up to date, registered as a singleton.</summary>
/// <param name="Page">Its name in the stream's address.</param>
/// <param name="Part">Its <see cref="LivePart"/>.</param>
/// <param name="List">
/// The list that the stream's address describes, if new payouts of it are counted; <see langword="null"/> where they are not.
/// </param>
public sealed record PageFeed(string Page, Type Part, Func<IQueryCollection, PayoutFilter?>? List = null)
{
    /// <summary>The most payouts that one stream follows.</summary>
    public const int MostFollowed = 100;

    /// <summary>The address of a page's stream.</summary>
    /// <param name="page">Its name.</param>
    /// <param name="shown">The payouts on it; more than 100 are not followed.</param>
    /// <param name="list">The page's filter, where new payouts are counted; a query that begins with an ampersand.</param>
    public static string Of(string page, IEnumerable<Payout> shown, string list = "") =>
        $"/console/live?page={page}&ids={string.Join(',', shown.Take(MostFollowed).Select(payout => $"{payout.Id}.{payout.Version}"))}{list}";
}
