using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Heleket.Wire;

/// <summary>Writes request bodies, and rejects requests that Heleket could not accept.</summary>
internal static class Bodies
{
    /// <summary>The body of calls without parameters (docs/heleket.md, "Request signature").</summary>
    public static readonly byte[] None = "{}"u8.ToArray();

    // The bytes are signed as sent and never embedded in HTML, so JSON's own escaping is sufficient.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="ArgumentException">A member is outside the documented limits.</exception>
    public static byte[] Create(CreatePayoutRequest request)
    {
        Require(request.Validate(), nameof(request));
        return Write(json =>
        {
            json.WriteString("amount", Decimal(request.Amount));
            json.WriteString("currency", request.Currency);
            json.WriteString("network", request.Network);
            json.WriteString("order_id", request.OrderId);
            json.WriteString("address", request.Address);
            Optional(json, "url_callback", request.UrlCallback?.AbsoluteUri);
            json.WriteBoolean("is_subtract", request.IsSubtract);
            Optional(json, "to_currency", request.ToCurrency);
            Optional(json, "from_currency", request.FromCurrency);
            Optional(json, "course_source", request.CourseSource);
            Optional(json, "priority", request.Priority);
            Optional(json, "memo", request.Memo);
        });
    }

    /// <summary>Writes the members of a create that the fee preview takes (docs/heleket.md, "Fee preview").</summary>
    /// <exception cref="ArgumentException">A member is outside the documented limits.</exception>
    public static byte[] Calculate(CreatePayoutRequest request)
    {
        Require(request.ValidateContent(), nameof(request));
        return Write(json =>
        {
            json.WriteString("amount", Decimal(request.Amount));
            json.WriteString("address", request.Address);
            json.WriteString("currency", request.Currency);
            json.WriteBoolean("is_subtract", request.IsSubtract);
            Optional(json, "to_currency", request.ToCurrency);
            json.WriteString("network", request.Network);
            Optional(json, "course_source", request.CourseSource);
            Optional(json, "priority", request.Priority);
        });
    }

    /// <summary>An object of strings by name, without those that are null.</summary>
    public static byte[] Of(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var all = members.ToArray();
        return Write(json => Array.ForEach(all, member => Optional(json, member.Name, member.Value)));
    }

    /// <summary>The amount without exponent or trailing zeros.</summary>
    public static string Decimal(decimal amount)
    {
        var text = amount.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <exception cref="ArgumentException">There is an error.</exception>
    public static void Require(string? error, string name)
    {
        if (error is not null)
        {
            throw new ArgumentException(error, name);
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
