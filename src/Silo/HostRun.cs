using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Payouts.Hosting;

namespace Payouts.Silo;

/// <summary>The life of a host's process: what stops it at start is said in one sentence, and the exit code tells whether it ran.</summary>
public static class HostRun
{
    /// <summary>Builds a host and runs it until it is told to stop.</summary>
    /// <returns>0 after an orderly stop; 1 when it could not start.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            await using var app = build();
            await app.StartAsync();
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (OperationCanceledException)
        {
            // Told to stop while the start still waited for a database: nothing was begun that could be lost.
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            HostLogging.SayWhyItStops(exception.Message);
            return 1;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            HostLogging.SayWhyItStops($"ASPNETCORE_URLS cannot be used. {exception.Message}");
            return 1;
        }
    }
}
