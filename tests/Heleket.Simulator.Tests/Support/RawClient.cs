using System.Net;
using System.Text;
using System.Text.Json;

namespace Heleket.Simulator.Tests.Support;

/// <summary>A caller that signs by itself and hides nothing.</summary>
internal sealed class RawClient(Uri baseAddress, string? payoutKey = null) : IDisposable
{
    public const string Address = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm";

    private static readonly SimulatorOptions Defaults = new();

    private readonly HttpClient _http = new() { BaseAddress = baseAddress, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>The members of a create that passes.</summary>
    public static Dictionary<string, object?> Terms(string orderId, string amount = "5", Uri? callback = null) => new()
    {
        ["amount"] = amount,
        ["currency"] = "USDT",
        ["network"] = "TRON",
        ["order_id"] = orderId,
        ["address"] = Address,
        ["url_callback"] = callback?.ToString(),
        ["is_subtract"] = true,
    };

    public Task<RawResponse> CreateAsync(string orderId, string amount = "5", Uri? callback = null) => PostAsync("v1/payout", Terms(orderId, amount, callback));

    public Task<RawResponse> InfoAsync(string orderId) => PostAsync("v1/payout/info", new { order_id = orderId });

    /// <summary>Serialises the body, signs exactly those bytes, and posts them.</summary>
    public Task<RawResponse> PostAsync(string path, object? body = null, string? key = null, CancellationToken cancellation = default) =>
        SendAsync(path, body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body), key, cancellation);

    public Task<RawResponse> PostTextAsync(string path, string body, string? key = null) => SendAsync(path, Encoding.UTF8.GetBytes(body), key, CancellationToken.None);

    public async Task<RawResponse> SendAsync(string path, byte[] body, string? key, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Headers.Add("merchant", Defaults.MerchantId);
        request.Headers.Add("sign", HeleketSignature.Compute(body, key ?? payoutKey ?? Defaults.PayoutKey));
        return await ReadAsync(await _http.SendAsync(request, cancellation));
    }

    public async Task<RawResponse> PlainAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        return await ReadAsync(await _http.SendAsync(request));
    }

    public void Dispose() => _http.Dispose();

    private static async Task<RawResponse> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return new RawResponse(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType);
        }
    }
}

/// <summary>An answer as it came.</summary>
internal sealed record RawResponse(HttpStatusCode Status, string Text, string? ContentType)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public JsonElement Result => Json.GetProperty("result");

    public string? Message => Json.GetProperty("message").GetString();

    /// <summary>Asserts a success.</summary>
    public RawResponse Ok()
    {
        Assert.Equal(HttpStatusCode.OK, Status);
        Assert.Equal(0, Json.GetProperty("state").GetInt32());
        return this;
    }

    /// <summary>Asserts a refusal in these words.</summary>
    public void Refused(string message, HttpStatusCode status = HttpStatusCode.UnprocessableEntity)
    {
        Assert.Equal(status, Status);
        Assert.Equal(1, Json.GetProperty("state").GetInt32());
        Assert.Equal(message, Message);
    }

    /// <summary>Asserts that a field did not pass.</summary>
    public void Invalid(string field, string key)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, Status);
        Assert.Equal(key, Json.GetProperty("errors").GetProperty(field)[0].GetString());
    }
}
