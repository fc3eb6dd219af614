using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces.Catalog;

namespace Payouts.Gateway.Catalog;

/// <summary>
/// <c>GET /catalog</c> (docs/http-api.md, "Catalog"): the pairs that a create accepts, as last read from Heleket.
/// </summary>
internal static class CatalogEndpoint
{
    public static void MapCatalog(this IEndpointRouteBuilder routes)
    {
        var catalog = routes.MapGroup("/catalog").RequireKey().RequireAuthorization(Scopes.Read).WithTag("Catalog", "What can be paid.");
        catalog.MapGet("/", ReadAsync).WithName("ReadCatalog").Describe(CatalogDescription.Read);
    }

    private static async Task<ShapeResult<ServiceList>> ReadAsync(OfferedServices services, CancellationToken cancellationToken) =>
        new(CatalogShape.Catalog, await services.CurrentAsync(cancellationToken));
}
