using Microsoft.AspNetCore.Builder;

namespace Payouts.Console;

/// <summary>The operators' console, for the host of a gateway.</summary>
public static class ConsoleHost
{
    /// <summary>Registers what its pages need.</summary>
    /// <param name="builder">The host's builder.</param>
    public static void AddConsole(this WebApplicationBuilder builder) => ArgumentNullException.ThrowIfNull(builder);

    /// <summary>Maps its routes, all under <c>/console</c>.</summary>
    /// <param name="app">The host.</param>
    public static void MapConsole(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
