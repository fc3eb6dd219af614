using System.Text;
using Payouts.Fuzz.Mutation;
using Payouts.Fuzz.Readers;
using Payouts.Fuzz.Webhooks;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Fuzz.Http;

/// <summary>Requests of every kind, most of them wrong in something.</summary>
internal static class HttpCases
{
    private const string Unreserved = "abcdefghijklmnopqrstuvwxyz0123456789-._~";

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "BREW", "get", "PRI", "G\u00E9T", "POST "];

    private static readonly string[] Paths =
        ["/payouts", "/payouts/", "/payouts/webhook", "/stats", "/clients/fuzz-1/stats", "/health/live", "/health/ready", "/problems", "/problems/not-found", "/openapi/v1.json", "/", "*", "/docs", "http://elsewhere.example/payouts"];

    private static readonly string[] PathBits = ["%00", "%2e%2e/", "../", "//", "%", "%zz", "%c0%af", ";a=b", "?", "#", "\\", "%0d%0aX: y", "\u00E9", "%ff", "+", " ", ".", "%5c"];

    private static readonly string[] HeaderNames =
    [
        "Idempotency-Key", "Content-Type", "Authorization", "Accept", "If-Match", "If-None-Match", "Content-Encoding", "Accept-Encoding", "Accept-Language", "Cookie", "Origin", "Range",
        "X-Forwarded-For", "X-HTTP-Method-Override", "traceparent", "tracestate", "baggage", "Via", "Referer", "User-Agent", "Access-Control-Request-Method",
    ];

    private static readonly string[] HeaderValues =
    [
        "bonus-7", "\"bonus-7\"", "application/json", "application/json; charset=utf-8", "application/json; charset=utf-16", "text/plain", "application/xml", "*/*", "\"4\"", "*", "W/\"1\", \"2\"", "gzip", "identity",
        "Bearer full-access-key", "Basic YTpi", "bytes=0-", "127.0.0.1", "DELETE", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=b",
    ];

    private static readonly (string Name, string[] Values)[] Filters =
    [
        ("client_id", ["fuzz-1", "nobody"]), ("status", ["pending", "broadcast", "confirmed"]), ("detail", ["scheduled", "queued"]), ("asset", ["USDT", "btc"]), ("network", ["TRON"]),
        ("origin", ["manual", "bonus"]), ("heleket_transaction_id", ["a7c0caec-a594-4aaa-b1c4-77d511857594"]), ("needs_attention", ["true", "false"]),
        ("created_from", ["2026-11-23T00:00:00Z"]), ("created_to", ["2027-01-01T00:00:00%2B01:00"]), ("limit", ["1", "3"]),
    ];

    /// <summary>An id that some create has made, if a case of that number came before.</summary>
    private static readonly string[] Ids = [.. Enumerable.Range(0, 200).Select(static number => PayoutId.Of("fuzz-1", $"known-{number}"))];

    public static HttpCase Draw(Chance chance, PageCursor cursors)
    {
        var drawn = chance.Below(100) switch
        {
            < 34 => Create(chance),
            < 44 => WithOddHeaders(Create(chance) with { Kind = "create headers" }, chance),
            < 58 => List(chance, cursors),
            < 63 => OnPayout(chance),
            < 66 => Operate(chance),
            < 82 => Webhook(chance),
            < 86 => new HttpCase { Kind = "stats", Path = $"/clients/{Escaped(chance.Percent(10) ? "fuzz-1" : Mutate.Text("fuzz-1", chance))}/stats", Headers = [Authorization(Keys.Full)], HasOddHead = true },
            < 94 => Anywhere(chance),
            < 98 => Unauthorised(chance, cursors),
            _ => Malformed(chance, cursors),
        };
        return chance.Percent(90) || drawn.Malformed is not null || !drawn.IsMutated ? drawn : WithOddHeaders(drawn, chance);
    }

    private static HttpCase Create(Chance chance)
    {
        // What is due at once goes to Heleket, a payout's whole life: most are for later.
        var later = chance.Percent(92) ? $"2027-{chance.Between(1, 9):00}-{chance.Between(1, 28):00}T10:00:00{chance.OneOf(["Z", ".5Z", "+02:00"])}" : null;
        var body = Bodies.Valid(chance, later);
        var isControl = chance.Percent(4);
        List<(string, string)> headers = [Authorization(Keys.Full), ("Content-Type", "application/json")];
        if (chance.Percent(40))
        {
            headers.Add(("Idempotency-Key", chance.Percent(20) ? $"known-{chance.Below(Ids.Length)}" : $"key-{chance.Below(int.MaxValue)}"));
        }

        return new HttpCase
        {
            Kind = "create",
            Method = "POST",
            Path = "/payouts",
            Headers = headers,
            Body = isControl ? Encoding.UTF8.GetBytes(body.Write()) : Bodies.Mutated(body, chance),
            IsMutated = !isControl,
        };
    }

    private static HttpCase List(Chance chance, PageCursor cursors)
    {
        var query = new List<string>();
        for (var left = chance.Below(4); left > 0; left--)
        {
            var (name, values) = chance.OneOf(Filters);
            var value = chance.OneOf(values);
            query.Add($"{Escaped(chance.Percent(10) ? Mutate.Text(name, chance) : name)}={(chance.Percent(50) ? value : Escaped(Mutate.Text(value, chance)))}");
        }

        var (genuine, sent) = ("", "");
        if (chance.Percent(60))
        {
            genuine = cursors.Write(new(DateTimeOffset.FromUnixTimeMilliseconds(1_795_000_000_000 + chance.Below(int.MaxValue)), Convert.ToHexStringLower(chance.Bytes(16))));
            sent = chance.Percent(20) ? genuine : Mutate.Text(genuine, chance);
            query.Insert(chance.Below(query.Count + 1), $"cursor={Escaped(sent)}");
        }

        return new HttpCase { Kind = "list", Path = $"/payouts?{string.Join('&', query)}", Headers = [Authorization(Keys.Full)], HasForgedCursor = sent != genuine, HasOddHead = true };
    }

    private static HttpCase OnPayout(Chance chance)
    {
        var id = chance.OneOf(Ids);
        var isCancel = chance.Percent(40);
        var name = isCancel ? "If-Match" : "If-None-Match";
        var tag = chance.OneOf(["\"1\"", "\"2\"", "*", "W/\"1\"", "\"1\", \"2\""]);
        return new HttpCase
        {
            Kind = isCancel ? "cancel" : "read",
            Method = isCancel ? "POST" : "GET",
            Path = $"/payouts/{(chance.Percent(60) ? id : Escaped(Mutate.Text(id, chance)))}{(isCancel ? "/cancel" : "")}",
            Headers = chance.Percent(30) ? [Authorization(Keys.Full)] : [Authorization(Keys.Full), (name, Mutate.Text(tag, chance))],
            HasOddHead = true,
        };
    }

    private static HttpCase Operate(Chance chance)
    {
        var path = chance.OneOf(["look-up", "attention/claim", "attention/resolve"]);
        var body = chance.OneOf(["{}", """{"note":null}""", """{"note":"I ask Heleket"}""", """{"note":"two\r\nlines"}"""]);
        List<(string, string)> headers = [Authorization(Keys.Full), ("Content-Type", "application/json")];
        if (chance.Percent(70))
        {
            headers.Add(("If-Match", chance.OneOf(["\"1\"", "\"2\"", "*", "\"1\", \"2\""])));
        }

        return new HttpCase
        {
            Kind = path,
            HasOddHead = true,
            Method = "POST",
            Path = $"/payouts/{chance.OneOf(Ids)}/{(chance.Percent(90) ? path : Escaped(Mutate.Text(path, chance)))}",
            Headers = headers,
            Body = Encoding.UTF8.GetBytes(chance.Percent(30) ? body : Mutate.Text(body, chance)),
        };
    }

    private static HttpCase Webhook(Chance chance)
    {
        var webhook = GenuineWebhook.Draw(chance, WebhookForgery.PayoutKey, chance.Percent(50) ? chance.OneOf(Ids) : Convert.ToHexStringLower(chance.Bytes(16)));
        var isControl = chance.Percent(5);
        var body = isControl ? WebhookForgery.Rewritten(webhook, chance) : WebhookForgery.Forged(webhook, chance);
        return new HttpCase
        {
            Kind = "webhook",
            Method = "POST",
            Path = "/payouts/webhook",
            Headers = chance.Percent(70) ? [("Content-Type", "application/json")] : [],
            Body = body,
            IsMutated = !isControl,
            IsGenuineWebhook = webhook.IsSaidBy(body, out _),
        };
    }

    private static HttpCase Anywhere(Chance chance)
    {
        var path = chance.OneOf(Paths);
        var at = chance.Below(path.Length + 1);
        path = chance.Percent(30) ? path : chance.Percent(60) ? path[..at] + chance.OneOf(PathBits) + path[at..] : Mutate.Text(path, chance);
        return new HttpCase { Kind = "anywhere", Method = chance.OneOf(Methods), Path = HttpCase.OneLine(path), Headers = [Authorization(Keys.Full)], HasOddHead = true };
    }

    /// <summary>Any request with a key that is missing, wrong, or another's.</summary>
    private static HttpCase Unauthorised(Chance chance, PageCursor cursors)
    {
        var drawn = chance.Below(3) switch { 0 => Create(chance), 1 => List(chance, cursors), _ => OnPayout(chance) };
        var key = chance.OneOf(Keys.All);
        (string, string)[] sent = chance.Below(6) switch
        {
            0 => [],
            1 => [Authorization(key)],
            2 => [("Authorization", key.Secret)],
            3 => [Authorization(key), ("authorization", Mutate.Text($"Bearer {key.Secret}", chance))],
            _ => [("Authorization", Mutate.Text($"Bearer {key.Secret}", chance))],
        };
        return drawn with { Kind = "key", Headers = [.. drawn.Headers.Where(static header => header.Name != "Authorization"), .. sent], IsMutated = true, HasOddHead = true };
    }

    private static HttpCase Malformed(Chance chance, PageCursor cursors)
    {
        var drawn = chance.Below(3) switch { 0 => Create(chance), 1 => Webhook(chance), _ => List(chance, cursors) };
        var bytes = drawn.Bytes();
        return drawn with
        {
            Kind = "malformed",
            Malformed = Mutate.Bytes(chance.Percent(30) ? Reframed(bytes, chance) : bytes, chance, 4),
            IsMutated = true,
            HasOddHead = true,
        };
    }

    private static byte[] Reframed(byte[] request, Chance chance) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(request).Replace(
        "Host: localhost\r\n",
        "Host: localhost\r\n" + chance.OneOf(["Transfer-Encoding: chunked\r\n", "Content-Length: 5\r\n", "Content-Length: -1\r\n", "Transfer-Encoding: gzip, chunked\r\n", "Expect: 100-continue\r\n", "Host: again\r\n", "Connection: upgrade\r\nUpgrade: h2c\r\n", " folded\r\n", "X:\r\n", ": x\r\n"]),
        StringComparison.Ordinal));

    private static HttpCase WithOddHeaders(HttpCase drawn, Chance chance)
    {
        var headers = drawn.Headers.ToList();
        for (var left = chance.Between(1, 3); left > 0; left--)
        {
            headers.Add((chance.OneOf(HeaderNames), chance.Percent(30) ? chance.OneOf(HeaderValues) : Mutate.Text(chance.OneOf(HeaderValues), chance)));
            if (chance.Percent(20))
            {
                headers.RemoveAt(chance.Below(headers.Count));
            }
        }

        return drawn with { Headers = headers, HasOddHead = true, IsMutated = true };
    }

    private static (string, string) Authorization(Key key) => ("Authorization", $"Bearer {key.Secret}");

    private static string Escaped(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(static letter => Unreserved.Contains((char)letter) ? $"{(char)letter}" : $"%{letter:X2}"));
}
