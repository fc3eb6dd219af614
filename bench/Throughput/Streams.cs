using System.Net;
using System.Text.RegularExpressions;
using Payouts.Harness;

namespace Payouts.Throughput;

/// <summary>
/// People who look at the console's list of payouts: each page's live stream is open and is read, as browsers do. They
/// sign in with a personal key, four streams a session.
/// </summary>
internal sealed partial class Streams : IAsyncDisposable
{
    private const int OfOneSession = 4;
    private const string Secret = "throughput-person-key";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _reading = [];
    private int _settled;
    private long _lost;
    private long _newer;

    private Streams()
    {
    }

    /// <summary>Settings that make the person's key known to the service.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Keys => [.. KeySettings.Of(1, "person", Secret, null, "payouts:read"), new("ApiKeys__1__Person", "person@example.com")];

    /// <summary>Opens them, and waits until each has said what there is to say of an unchanged page.</summary>
    /// <param name="host">The host.</param>
    /// <param name="count">How many.</param>
    public static async Task<Streams> OpenAsync(Target host, int count)
    {
        var streams = new Streams();
        var cookie = "";
        for (var number = 0; number < count; number++)
        {
            if (number % OfOneSession == 0)
            {
                cookie = await streams.SignInAsync(host.Process.Address);
            }

            await streams.OpenAsync(host.Process.Address, cookie);
        }

        await Eventually.IsTrueAsync(() => Task.FromResult(Volatile.Read(ref streams._settled) == count), Patience, () => $"Only {streams._settled} of {count} streams opened.");
        return streams;
    }

    /// <summary>Fails unless all are open and live, and heard of what was created.</summary>
    /// <param name="creates">Whether anything was created meanwhile.</param>
    public void Check(bool creates)
    {
        if (_reading.Any(reading => reading.IsCompleted) || Interlocked.Read(ref _lost) > 0 || (creates && Interlocked.Read(ref _newer) < _reading.Count))
        {
            throw new InvalidOperationException($"{_reading.Count(reading => reading.IsCompleted)} streams ended, {_lost} times one was not live, {_newer} times one heard of new payouts.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task<string> SignInAsync(Uri address)
    {
        using var page = await _http.GetAsync(new Uri(address, "console/sign-in"));
        var html = await page.Content.ReadAsStringAsync();
        using var form = new FormUrlEncodedContent(
            [new("__RequestVerificationToken", Token().Match(html).Groups[1].Value), new("key", Secret), new("returnUrl", "/console/payouts")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "console/sign-in/key")) { Content = form };
        request.Headers.Add("Cookie", Cookies(page));
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.SeeOther && Cookies(answer) is { Length: > 0 } cookies ? cookies : throw new InvalidOperationException($"Signing in was answered {(int)answer.StatusCode}.");
    }

    private async Task OpenAsync(Uri address, string cookie)
    {
        using var list = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "console/payouts"));
        list.Headers.Add("Cookie", cookie);
        using var page = await _http.SendAsync(list);
        var live = WebUtility.HtmlDecode(Live().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value);
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, live));
        request.Headers.Add("Cookie", cookie);
        var stream = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        stream.EnsureSuccessStatusCode();
        _reading.Add(Task.Run(() => ReadAsync(request, stream)));
    }

    private async Task ReadAsync(HttpRequestMessage request, HttpResponseMessage answer)
    {
        using var sent = request;
        using var stream = answer;
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(_stop.Token));
        var isSettled = false;
        while (await lines.ReadLineAsync(_stop.Token) is { } line)
        {
            switch (line)
            {
                case "event: counts" when !isSettled:
                    isSettled = true;
                    Interlocked.Increment(ref _settled);
                    break;
                case "event: newer":
                    Interlocked.Increment(ref _newer);
                    break;
                case "event: lost" or "event: ended":
                    Interlocked.Increment(ref _lost);
                    break;
            }
        }
    }

    private static string Cookies(HttpResponseMessage answer) =>
        string.Join("; ", answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Select(cookie => cookie.Split(';')[0]).Where(cookie => !cookie.EndsWith('=')) : []);

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("data-live=\"([^\"]+)\"")]
    private static partial Regex Live();
}
