using Heleket.Wire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Heleket;

/// <summary>Registers the Heleket client.</summary>
public static class HeleketServiceCollectionExtensions
{
    /// <summary>The name of the HTTP client, for hosts that customize its handlers.</summary>
    public const string HttpClientName = "Heleket";

    /// <summary>
    /// Registers <see cref="HeleketClient"/> as a singleton. The settings are validated when the host starts, and read
    /// at the first call, so a later <c>Configure</c> can still supply the URL of a server that this very process
    /// starts.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">
    /// Sets the options; may be left out when the host configures <see cref="HeleketOptions"/> itself.
    /// </param>
    /// <returns>
    /// The HTTP client's builder. Do not add a handler that repeats requests: a second attempt fails and makes the
    /// outcome unknown.
    /// </returns>
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

        // The client lives as long as the host, so the connections must be renewed (for DNS), not the handler. The
        // factory's own log would show headers, including the signature.
        return services.AddHttpClient(HttpClientName, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => new DeferredHandler(provider.GetRequiredService<IOptions<HeleketOptions>>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }

    /// <summary>
    /// The same, configured from the section <c>Heleket</c>, then from <c>HELEKET_PROJECT_URL</c>,
    /// <c>HELEKET_MERCHANT_ID</c>, <c>HELEKET_API_KEY</c> and <c>HELEKET_PAYMENT_API_KEY</c>, which take precedence.
    /// </summary>
    /// <inheritdoc cref="AddHeleket(IServiceCollection, Action{HeleketOptions}?)"/>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The configuration root.</param>
    public static IHttpClientBuilder AddHeleket(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<HeleketOptions>().Bind(configuration.GetSection("Heleket"));
        return services.AddHeleket(options =>
        {
            if (Setting("HELEKET_PROJECT_URL") is { } url)
            {
                // The validator rejects a relative URL and names the setting.
                options.ProjectUrl = Uri.TryCreate(url, UriKind.Absolute, out var absolute) ? absolute : new Uri("not-absolute", UriKind.Relative);
            }

            options.MerchantId = Setting("HELEKET_MERCHANT_ID") ?? options.MerchantId;
            options.PayoutKey = Setting("HELEKET_API_KEY") ?? options.PayoutKey;
            options.PaymentKey = Setting("HELEKET_PAYMENT_API_KEY") ?? options.PaymentKey;
        });

        string? Setting(string name) => configuration[name] is { Length: > 0 } value ? value : null;
    }
}
