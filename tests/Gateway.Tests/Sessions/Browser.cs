using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Payouts.Gateway.Tests.Sessions;

/// <summary>
/// Keeps cookies as a browser does on 127.0.0.1, whatever the gateway that it is at; follows no redirect.
/// </summary>
internal sealed class Browser(SessionGateway gateway) : IDisposable
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    /// <summary>Where it is now: several gateways have one name.</summary>
    public SessionGateway Gateway { get; set; } = gateway;

    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>The last Set-Cookie header of each cookie.</summary>
    public Dictionary<string, string> SetCookies { get; } = [];

    /// <summary>Headers that it adds to each request.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    public void Dispose() => Cookies.Clear();

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, new Uri(Gateway.Address, path), null, headers);

    public Task<HttpResponseMessage> GetAsync(Uri url) => SendAsync(HttpMethod.Get, url, null, []);

    /// <summary>Calls the API as the console does.</summary>
    public Task<HttpResponseMessage> CallAsync(string method, string path, params (string Name, string Value)[] headers) =>
        SendAsync(new HttpMethod(method), new Uri(Gateway.Address, path), null, [("X-Payouts-Console", "1"), .. headers]);

    /// <summary>Who the API says that it is; fails if it is nobody.</summary>
    public async Task<JsonNode> MeAsync(params (string Name, string Value)[] headers)
    {
        var answer = await CallAsync("GET", "/me", headers);
        Assert.Equal(200, (int)answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    /// <summary>Whether the API knows it.</summary>
    public async Task<bool> IsSignedInAsync(params (string Name, string Value)[] headers) => (int)(await CallAsync("GET", "/me", headers)).StatusCode switch
    {
        200 => true,
        401 => false,
        var status => throw new InvalidOperationException($"GET /me answered {status}."),
    };

    /// <summary>Opens a page; its form's token.</summary>
    public async Task<string> PageAsync() => await (await GetAsync("/test/page")).Content.ReadAsStringAsync();

    public async Task<HttpResponseMessage> PostAsync(string path, string? token, (string Name, string Value)[] fields, params (string Name, string Value)[] headers)
    {
        var form = fields.Select(field => KeyValuePair.Create(field.Name, field.Value));
        using var content = new FormUrlEncodedContent(token is null ? form : form.Append(KeyValuePair.Create("__RequestVerificationToken", token)));
        return await SendAsync(HttpMethod.Post, new Uri(Gateway.Address, path), content, headers);
    }

    /// <summary>Opens the page to sign in and sends its form.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string key, string returnUrl = "/console", params (string Name, string Value)[] headers) =>
        await PostAsync("/console/sign-in/key", await PageAsync(), [("key", key), ("returnUrl", returnUrl)], headers);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri url, HttpContent? content, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        foreach (var (name, value) in headers.Concat(Headers.Select(header => (header.Key, header.Value))))
        {
            request.Headers.Add(name, value);
        }

        if (Cookies.Count > 0 && url.Authority == Gateway.Address.Authority)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        Keep(answer.Headers);
        return answer;
    }

    private void Keep(HttpResponseHeaders headers)
    {
        foreach (var cookie in headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            var (name, value) = (cookie.Split('=')[0], cookie.Split('=', 2)[1].Split(';')[0]);
            SetCookies[name] = cookie;
            if (value.Length == 0)
            {
                Cookies.Remove(name);
            }
            else
            {
                Cookies[name] = value;
            }
        }
    }
}
