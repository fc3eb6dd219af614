using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Payouts.Hosting;

/// <summary>
/// Where a host listens, tried before anything else starts: Kestrel's own errors name no setting, and come when a silo
/// is already running.
/// </summary>
public static class ListenUrls
{
    private const string Setting = "ASPNETCORE_URLS";

    private static readonly (string Key, string Setting)[] Ports = [("http_ports", "ASPNETCORE_HTTP_PORTS"), ("https_ports", "ASPNETCORE_HTTPS_PORTS")];

    /// <summary>Reads and checks the URLs, and the certificate that https needs.</summary>
    /// <param name="builder">
    /// The host's builder. The host listens at <paramref name="fallback"/> if nothing else is set.
    /// </param>
    /// <param name="read">Collects the errors.</param>
    /// <param name="fallback">A URL.</param>
    /// <returns>The URLs as given; of use only if they have no errors.</returns>
    public static ImmutableArray<string> Read(WebApplicationBuilder builder, SettingReader read, string fallback)
    {
        var configuration = builder.Configuration;
        if (string.IsNullOrEmpty(configuration[WebHostDefaults.ServerUrlsKey]) && Ports.All(port => string.IsNullOrEmpty(configuration[port.Key])))
        {
            builder.WebHost.UseUrls(fallback);
        }

        var urls = Given(configuration);
        foreach (var (setting, url) in urls)
        {
            Check(read, setting, url, fallback);
        }

        HttpsCertificate.Check(read, urls.Where(url => IsHttps(url.Url)).Select(url => $"{url.Setting} has \"{url.Url}\"").FirstOrDefault());
        return [.. urls.Select(url => url.Url)];
    }

    /// <summary>
    /// Reports a port that cannot be listened on. Orleans shares a port with any process that allows it, and two
    /// unrelated processes would then receive each other's calls.
    /// </summary>
    /// <param name="read">Collects the error.</param>
    /// <param name="setting">The setting of the port.</param>
    /// <param name="port">Must be free on any address of this machine.</param>
    public static void RequireFree(SettingReader read, string setting, int port)
    {
        if (!read.HasError(setting))
        {
            RequireFree(read, setting, string.Create(CultureInfo.InvariantCulture, $"{setting} {port}"), new IPEndPoint(IPAddress.Any, port));
        }
    }

    /// <summary>Where the host is told to listen, not yet checked.</summary>
    /// <param name="configuration">The host's settings.</param>
    public static ImmutableArray<string> Of(IConfiguration configuration) => [.. Given(configuration).Select(url => url.Url)];

    private static ImmutableArray<(string Setting, string Url)> Given(IConfiguration configuration) => configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } given
        ? [.. Parts(given).Select(url => (Setting, url))]
        : [.. Ports.SelectMany(port => Parts(configuration[port.Key]).Select(part => (port.Setting, $"{port.Key.Split('_')[0]}://*:{part}")))];

    /// <summary>The URLs or ports of a list with semicolons between them.</summary>
    /// <param name="text">The list; <see langword="null"/> or empty: none.</param>
    public static string[] Parts(string? text) => (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether the host ends TLS there.</summary>
    /// <param name="url">As given, not yet checked.</param>
    public static bool IsHttps(string url) => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private static void Check(SettingReader read, string setting, string url, string fallback)
    {
        if (Parsed(url) is not { } address)
        {
            read.Error(setting, $"{setting} has \"{url}\", which is no http or https URL such as {fallback}.");
        }
        else if (!address.IsUnixPipe && !address.IsNamedPipe)
        {
            var ip = IPAddress.TryParse(address.Host, out var parsed) ? parsed
                : address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
                : IPAddress.Any;
            RequireFree(read, setting, $"{setting} {url}", new IPEndPoint(ip, address.Port));
        }
    }

    private static BindingAddress? Parsed(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme.ToLowerInvariant() is "http" or "https" && address.Port is >= 0 and <= ushort.MaxValue ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static void RequireFree(SettingReader read, string setting, string what, IPEndPoint place)
    {
        try
        {
            using var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(place);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            read.Taken(what);
        }
        catch (SocketException exception)
        {
            read.Error(setting, $"{what} cannot be listened on: {exception.Message}.");
        }
    }
}
