using System.Collections.Immutable;
using Payouts.Console;
using Payouts.Hosting;

namespace Payouts.Gateway.Pages;

/// <summary>The console's settings, <c>Console__*</c>.</summary>
internal static class ConsoleSettings
{
    // A host that serves TLS there has a certificate for it.
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
        if (read.Text("Console__ApiUrl") is null && WhyNeeded(isEnabled, urls, apis) is { } why)
        {
            read.Error("Console__ApiUrl", $"Console__ApiUrl is missing: {why}");
        }

        return new(isEnabled, urls, read.Url("Console__ApiUrl"), Explorers(read));
    }

    private static string? WhyNeeded(bool isEnabled, ImmutableArray<string> urls, List<string> apis) => apis switch
    {
        [] => urls.IsEmpty ? null : "set it to the API's address, for Console__Urls leaves the API none on this host.",
        [var first, ..] when isEnabled && apis.All(IsForOtherNames) => $"the console calls the API, and the certificate of {first} is for no address of this machine. "
            + "Set it to the address that callers use, or add an http one of this machine to ASPNETCORE_URLS, http://127.0.0.1:8080 for example.",
        _ => null,
    };

    private static bool IsForOtherNames(string url) => ListenUrls.IsHttps(url) && !OfThisMachine.Any(beginning => url.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    private static ImmutableArray<string> Urls(SettingReader read, ImmutableArray<string> listened)
    {
        ImmutableArray<string> urls = [.. ListenUrls.Parts(read.Text("Console__Urls"))];
        foreach (var url in urls.Except(listened, StringComparer.OrdinalIgnoreCase))
        {
            read.Error("Console__Urls", $"Console__Urls has \"{url}\", which is not in ASPNETCORE_URLS: name there where the host listens, and here which of it is the console's.");
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
}
