using Heleket.Wire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Heleket;

/// <summary>Registers the client.</summary>
public static class HeleketServiceCollectionExtensions
{
    /// <summary>The name of the HTTP client, for hosts that change its handlers.</summary>
    public const string HttpClientName = "Heleket";

    /// <summary>
    /// Registers <see cref="HeleketClient"/> as a singleton. The settings are validated at the start of a host, and read for use at the first call:
    /// a later <c>Configure</c> may still give the URL of a server that this very process starts.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options; may be left out when the host configures <see cref="HeleketOptions"/> itself.</param>
    /// <returns>The HTTP client's builder. Do not add a handler that repeats requests: a second attempt fails and makes the outcome unknown.</returns>
    public static IHttpClientBuilder AddHeleket(this IServiceCollection services, Action<HeleketOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<HeleketOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HeleketOptions>, HeleketOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.TryAddSingleton(provider => new HeleketClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName),
            provider.GetRequiredService<IOptions<HeleketOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<HeleketClient>>()));

        // The client is kept for ever, so it is the connections that must be renewed (for DNS), not the handler.
        // The factory's own log would show headers, the signature among them.
        return services.AddHttpClient(HttpClientName, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => new DeferredHandler(provider.GetRequiredService<IOptions<HeleketOptions>>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }

    /// <summary>As above, from the section <c>Heleket</c>, then from <c>HELEKET_PROJECT_URL HELEKET_MERCHANT_ID HELEKET_API_KEY HELEKET_PAYMENT_API_KEY</c>, which win.</summary>
    /// <inheritdoc cref="AddHeleket(IServiceCollection, Action{HeleketOptions}?)"/>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The root.</param>
    public static IHttpClientBuilder AddHeleket(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<HeleketOptions>().Bind(configuration.GetSection("Heleket"));
        return services.AddHeleket(options =>
        {
            if (Setting("HELEKET_PROJECT_URL") is { } url)
            {
                // One that is not absolute is refused, with the setting's name, by the validator.
                options.ProjectUrl = Uri.TryCreate(url, UriKind.Absolute, out var absolute) ? absolute : new Uri("not-absolute", UriKind.Relative);
            }

            options.MerchantId = Setting("HELEKET_MERCHANT_ID") ?? options.MerchantId;
            options.PayoutKey = Setting("HELEKET_API_KEY") ?? options.PayoutKey;
            options.PaymentKey = Setting("HELEKET_PAYMENT_API_KEY") ?? options.PaymentKey;
        });

        string? Setting(string name) => configuration[name] is { Length: > 0 } value ? value : null;
    }
}
