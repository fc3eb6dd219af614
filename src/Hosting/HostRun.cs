using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Payouts.Hosting;

/// <summary>
/// Runs a host's process: an error at start is logged in one sentence, and the exit code tells whether the host ran.
/// </summary>
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
            // Told to stop while the start still waited for a database: no work had begun that could be lost.
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            foreach (var sentence in exception.Failures)
            {
                HostLogging.SayWhyItStops(sentence);
            }

            return 1;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            HostLogging.SayWhyItStops($"ASPNETCORE_URLS cannot be used. {exception.Message}");
            return 1;
        }
        catch (Exception exception) when (IsOfKestrel(exception))
        {
            HostLogging.SayWhyItStops($"The web server does not start with what ASPNETCORE_URLS and Kestrel__* say: {exception.Message.Split('\n')[0].Trim()}");
            return 1;
        }
        finally
        {
            await HostLogging.FinishAsync();
        }
    }

    /// <summary>
    /// Kestrel has settings of its own, such as certificates from a store and endpoints with their own certificates,
    /// which only Kestrel can read.
    /// </summary>
    private static bool IsOfKestrel(Exception exception) =>
        exception is InvalidOperationException or IOException or CryptographicException or FormatException or UnauthorizedAccessException
        && new StackTrace(exception).GetFrames().Any(frame => frame.GetMethod()?.DeclaringType?.Assembly == typeof(KestrelServerOptions).Assembly);
}
