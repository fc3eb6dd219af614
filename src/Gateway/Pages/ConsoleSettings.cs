using System.Collections.Immutable;
using Payouts.Console;
using Payouts.Hosting;

namespace Payouts.Gateway.Pages;

/// <summary>The console's settings, <c>Console__*</c>.</summary>
internal static class ConsoleSettings
{
    // Whoever listens there by TLS has a certificate for it.
    private static readonly string[] OfThisMachine = ["https://localhost", "https://127.", "https://[::1]"];

    /// <summary>Reads the settings. Errors are collected in <paramref name="read"/>.</summary>
    /// <param name="read">Collects the errors.</param>
    /// <param name="enabled">Whether this host has a console unless the setting says otherwise.</param>
    public static ConsoleOptions Read(SettingReader read, bool enabled)
    {
        var isEnabled = read.OneOf("Console__Enabled", enabled ? "true" : "false", "true", "false") == "true";
        var listened = ListenUrls.Of(read.Configuration);
        var urls = Urls(read, listened);
        var apis = listened.Except(urls, StringComparer.OrdinalIgnoreCase).ToList();
        if (isEnabled && apis.Count > 0 && read.Text("Console__ApiUrl") is null && apis.All(IsForOtherNames))
        {
            read.Error("Console__ApiUrl", $"Console__ApiUrl is missing: the console calls the API, and the certificate of {apis[0]} is for no address of this machine. "
                + "Set it to the address that callers use, or add an http one of this machine to ASPNETCORE_URLS, http://127.0.0.1:8080 for example.");
        }

        return new(isEnabled, urls, read.Url("Console__ApiUrl"), Explorers(read));
    }

    private static bool IsForOtherNames(string url) =>
        url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) && !OfThisMachine.Any(beginning => url.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    private static ImmutableArray<string> Urls(SettingReader read, ImmutableArray<string> listened)
    {
        var urls = Parts(read.Text("Console__Urls"));
        foreach (var url in urls.Except(listened, StringComparer.OrdinalIgnoreCase))
        {
            read.Error("Console__Urls", $"Console__Urls has \"{url}\", which is not in ASPNETCORE_URLS: name there where the host listens, and here which of it is the console's.");
        }

        if (!urls.IsEmpty && read.Text("Console__ApiUrl") is null && !listened.Except(urls, StringComparer.OrdinalIgnoreCase).Any())
        {
            read.Error("Console__ApiUrl", "Console__ApiUrl is missing: set it to the API's address, for Console__Urls leaves the API none on this host.");
        }

        return urls;
    }

    private static ImmutableDictionary<string, string> Explorers(SettingReader read)
    {
        var explorers = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var network in read.Configuration.GetSection("Console:Explorers").GetChildren())
        {
            var name = $"Console__Explorers__{network.Key}";
            if (read.Url(name) is null)
            {
                continue;
            }

            var page = read.Text(name)!;
            if (!page.Contains(ConsoleOptions.TxidPlace, StringComparison.Ordinal))
            {
                read.Error(name, $"{name} must be the address of a transaction's page with {ConsoleOptions.TxidPlace} where its hash stands.");
            }

            explorers[network.Key.ToUpperInvariant()] = page;
        }

        return explorers.ToImmutable();
    }

    private static ImmutableArray<string> Parts(string? text) => [.. (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
