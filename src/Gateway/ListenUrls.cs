using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Payouts.Gateway;

/// <summary>Where the gateway listens, tried out before anything else starts: Kestrel's own words name no setting, and come when a silo runs already.</summary>
internal static class ListenUrls
{
    private const string Setting = "ASPNETCORE_URLS";

    /// <param name="urls">As in <c>ASPNETCORE_URLS</c>: URLs with semicolons between them.</param>
    /// <exception cref="OptionsValidationException">One is not an http or https URL, or cannot be listened on.</exception>
    public static void Check(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Fault(url) is { } fault)
            {
                throw new OptionsValidationException(Setting, typeof(string), [$"{Setting} has \"{url}\", {fault}"]);
            }
        }
    }

    private static string? Fault(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme.ToLowerInvariant() is not ("http" or "https") || address.Port is < 0 or > ushort.MaxValue ? $"which is no http or https URL such as {GatewayHost.DefaultUrl}."
                : address.IsUnixPipe || address.IsNamedPipe ? null
                : InUse(address);
        }
        catch (FormatException)
        {
            return $"which is no http or https URL such as {GatewayHost.DefaultUrl}.";
        }
    }

    private static string? InUse(BindingAddress address)
    {
        var ip = IPAddress.TryParse(address.Host, out var parsed) ? parsed
            : address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : IPAddress.Any;
        try
        {
            using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(ip, address.Port));
            return null;
        }
        catch (SocketException exception)
        {
            return $"which cannot be listened on: {exception.Message}.";
        }
    }
}
