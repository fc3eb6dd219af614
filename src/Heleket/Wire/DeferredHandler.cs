using Microsoft.Extensions.Options;

namespace Heleket.Wire;

/// <summary>Creates the client's handler at the first request, because the settings must not be read earlier.</summary>
internal sealed class DeferredHandler(IOptions<HeleketOptions> options) : HttpMessageHandler
{
    private readonly Lazy<HttpMessageInvoker> _inner = new(() => new HttpMessageInvoker(HeleketClient.CreateHandler(options.Value)));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _inner.Value.SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing && _inner.IsValueCreated)
        {
            _inner.Value.Dispose();
        }

        base.Dispose(disposing);
    }
}
