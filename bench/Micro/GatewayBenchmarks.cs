using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Payouts.Gateway.Http;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Catalog;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Micro;

/// <summary>What the gateway does with one create or read, without HTTP.</summary>
public class GatewayBenchmarks
{
    private readonly byte[] _body = """
        {"client_id":"c-1042","asset":"USDT","network":"TRON","amount":"25.50","wallet_address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm","reference":"bonus-2026-11","requested_by":"ana@example.com"}
        """u8.ToArray();

    // As many pairs as Heleket's list has, roughly; the one asked for stands last.
    private readonly ServiceList _services = new(
        Life.Now, [.. Enumerable.Range(0, 59).Select(number => new PayoutService($"COIN{number}", "ETH", true, 1m, null)), new PayoutService("USDT", "TRON", true, 1m, null)]);

    private readonly Payout _payout = Life.End(Life.Begin()).Payout;
    private readonly PayoutRequest _request = Life.Begin().Payout.Request;
    private readonly string _key = Life.Key;
    private readonly ArrayBufferWriter<byte> _buffer = new(8192);

    /// <summary>The body's bytes parsed and every member checked, the address among them.</summary>
    [Benchmark]
    public object ReadCreateBody()
    {
        using var document = JsonBody.Parse(_body, out var error) ?? throw new InvalidOperationException(error);
        return PayoutRequestReader.Read(document.RootElement, _services, Life.Now, new(AllowOffCurve: false)).Request ?? throw new InvalidOperationException("The body is valid.");
    }

    /// <summary>The answer to a read of a confirmed payout, as bytes.</summary>
    [Benchmark]
    public int WriteAnswer()
    {
        _buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        PayoutShape.Payout.Write(writer, _payout);
        writer.Flush();
        return _buffer.WrittenCount;
    }

    /// <summary>The id of a client's key.</summary>
    [Benchmark]
    public string Id() => PayoutId.Of(_request.ClientId, _key);

    /// <summary>The key of a request that came without one.</summary>
    [Benchmark]
    public string DeriveKey() => PayoutIdentity.DeriveKey(_request);
}
