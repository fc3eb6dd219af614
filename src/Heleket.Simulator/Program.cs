namespace Heleket.Simulator;

/// <summary>
/// The simulator as a stand-alone program. Settings come from the section <c>Simulator</c> (environment:
/// <c>Simulator__StepDelay=00:00:05</c>).
/// </summary>
internal static class Program
{
    private static async Task Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls("http://127.0.0.1:8090");
        }

        // Logging a line per call would be slower than the call.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        var section = builder.Configuration.GetSection("Simulator");
        builder.Services.AddHeleketSimulator(options => options.Read(section));
        var application = builder.Build();
        application.MapHeleketSimulator();
        await application.RunAsync();
    }
}
