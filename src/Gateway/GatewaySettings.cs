using System.Collections.Immutable;
using Payouts.Console;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Pages;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Sessions;
using Payouts.Hosting;

namespace Payouts.Gateway;

/// <summary>The gateway's settings, read and checked once at start (docs/operations.md, "Settings").</summary>
public sealed class GatewaySettings
{
    private GatewaySettings(ImmutableArray<ApiKey> keys, int concurrentRequests, AddressSettings addresses, SessionSettings sessions, ConsoleOptions console) =>
        (Keys, ConcurrentRequests, Addresses, Sessions, Console) = (keys, concurrentRequests, addresses, sessions, console);

    /// <summary><c>ApiKeys__*</c>.</summary>
    internal ImmutableArray<ApiKey> Keys { get; }

    /// <summary><c>RateLimit__ConcurrentRequests</c>.</summary>
    internal int ConcurrentRequests { get; }

    /// <summary><c>Addresses__*</c>.</summary>
    internal AddressSettings Addresses { get; }

    /// <summary><c>Oidc__*</c> and <c>Roles__*</c>.</summary>
    internal SessionSettings Sessions { get; }

    /// <summary><c>Console__*</c>.</summary>
    internal ConsoleOptions Console { get; }

    /// <summary><c>Controls__SecondPerson</c>, which silos go by.</summary>
    internal bool IsSecondPersonRequired { get; private init; }

    /// <summary>Reads the settings. Errors are collected in <paramref name="read"/>.</summary>
    /// <param name="read">Collects the errors.</param>
    /// <param name="environment">Only Development may run without keys, and has people to pick from.</param>
    /// <param name="hasConsole">Whether this host has a console unless a setting says otherwise.</param>
    public static GatewaySettings Read(SettingReader read, IHostEnvironment environment, bool hasConsole = false) => new(
        ApiKeySettings.Read(read, environment), ConcurrencyLimits.Read(read), AddressSettings.Read(read), SessionSettings.Read(read, environment), ConsoleSettings.Read(read, hasConsole))
    {
        IsSecondPersonRequired = SecondPersonSetting.Read(read) ?? !environment.IsDevelopment(),
    };
}
