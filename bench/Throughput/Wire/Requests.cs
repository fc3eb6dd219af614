using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Payouts.Harness;

namespace Payouts.Throughput.Wire;

/// <summary>The requests of a run, made before the clock runs, but for the digits of a key.</summary>
internal static class Requests
{
    /// <summary>The key of the tool's own client, as the service is told it.</summary>
    public const string Secret = "throughput-key";

    private const int Digits = 9;

    /// <summary>Settings that make the tool's client known to the service.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Keys => KeySettings.Of(0, "throughput", Secret, null, "payouts:read", "payouts:create", "payouts:operate");

    /// <summary>A create whose key's digits are filled in at each use.</summary>
    /// <param name="client">Whose payouts.</param>
    /// <param name="scheduledFor">When they are to be sent; <see langword="null"/>: at once.</param>
    public static CreateRequest Create(string client, DateTimeOffset? scheduledFor)
    {
        var schedule = scheduledFor is { } at ? $",\"scheduled_for\":\"{at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\"" : "";
        var body = $"{{\"client_id\":\"{client}\",\"asset\":\"USDT\",\"network\":\"TRON\",\"amount\":\"12.5\",\"wallet_address\":\"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm\",\"reference\":\"throughput\"{schedule}}}";
        var digits = new string('0', Digits);
        var text = Head("POST", "/payouts") + $"Idempotency-Key: {digits}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        var bytes = Encoding.ASCII.GetBytes(text);
        return new CreateRequest(client, bytes, bytes.AsSpan().IndexOf("Idempotency-Key: "u8) + 17);
    }

    /// <summary>The id of a client's payout with the key of this number (docs/http-api.md, "Identity").</summary>
    public static string Id(string client, int number) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.ASCII.GetBytes($"{client}\n{number.ToString($"D{Digits}", CultureInfo.InvariantCulture)}")).AsSpan(0, 16));

    /// <summary>A read.</summary>
    public static byte[] Get(string path) => Encoding.ASCII.GetBytes(Head("GET", path) + "\r\n");

    /// <summary>A genuine webhook that says once more what the payout's end was.</summary>
    public static byte[] Webhook(string id, string uuid, string txid, string payoutKey)
    {
        var members = $"\"type\":\"payout\",\"uuid\":\"{uuid}\",\"order_id\":\"{id}\",\"amount\":\"12.50000000\",\"merchant_amount\":\"13.50000000\",\"commission\":\"1.00000000\",\"is_final\":true,\"status\":\"paid\",\"txid\":\"{txid}\",\"currency\":\"USDT\",\"network\":\"tron\"";
        var sign = Heleket.HeleketSignature.Compute(Encoding.ASCII.GetBytes($"{{{members}}}"), payoutKey);
        var body = $"{{{members},\"sign\":\"{sign}\"}}";
        return Encoding.ASCII.GetBytes(Head("POST", "/payouts/webhook") + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private static string Head(string method, string path) => $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Secret}\r\n";

    /// <summary>A create in the making; for one connection alone.</summary>
    internal sealed class CreateRequest(string client, byte[] bytes, int keyAt)
    {
        /// <summary>The bytes with the key of this number.</summary>
        public ReadOnlyMemory<byte> Number(int number)
        {
            for (var i = Digits - 1; i >= 0; i--, number /= 10)
            {
                bytes[keyAt + i] = (byte)('0' + (number % 10));
            }

            return bytes;
        }

        /// <summary>The id of the payout with that number.</summary>
        public string Id(int number) => Requests.Id(client, number);
    }
}
