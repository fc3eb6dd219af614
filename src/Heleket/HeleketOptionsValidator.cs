using Microsoft.Extensions.Options;

namespace Heleket;

/// <summary>
/// Reports what is wrong with the settings, using the names under which they are configured. Never quotes a key.
/// </summary>
public sealed class HeleketOptionsValidator : IValidateOptions<HeleketOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, HeleketOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string?[] errors =
        [
            IsBaseUrl(options.ProjectUrl) ? null : "HELEKET_PROJECT_URL (Heleket__ProjectUrl) must be an absolute http or https URL without user, query or fragment.",
            Guid.TryParseExact(options.MerchantId, "D", out _)
                ? null : "HELEKET_MERCHANT_ID (Heleket__MerchantId) must be the merchant's uuid, as in 8b03432e-385b-4670-8d06-064591096795.",
            IsHeaderValue(options.PayoutKey) ? null : "HELEKET_API_KEY (Heleket__PayoutKey) must be the payout API key, without spaces.",
            options.PaymentKey is null || IsHeaderValue(options.PaymentKey)
                ? null : "HELEKET_PAYMENT_API_KEY (Heleket__PaymentKey) must be the payment API key, without spaces, or not be set.",
            options.Timeout >= TimeSpan.FromSeconds(1) && options.Timeout <= TimeSpan.FromMinutes(5)
                ? null : "Heleket__Timeout must be between 00:00:01 and 00:05:00.",
            options.ReadAttempts is >= 1 and <= 10 ? null : "Heleket__ReadAttempts must be between 1 and 10.",
            options.MaxConcurrentCalls is >= 1 and <= 10_000 ? null : "Heleket__MaxConcurrentCalls must be between 1 and 10000.",
        ];
        var found = errors.OfType<string>().ToList();
        return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }

    private static bool IsBaseUrl(Uri? url) => url is { IsAbsoluteUri: true, Query: "", Fragment: "", UserInfo: "" }
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);

    private static bool IsHeaderValue(string? value) => !string.IsNullOrEmpty(value) && value.All(c => c is > ' ' and < (char)0x7f);
}
