using System.Globalization;
using System.Text.Json;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;
using Serilog.Parsing;

namespace Payouts.Hosting;

/// <summary>
/// A human-readable line: time, level, category, message, and the request's trace id if there is one.
/// </summary>
internal sealed class TextLines : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        LogText.WriteTime(output, logEvent.Timestamp);
        output.Write(' ');
        output.Write(Level(logEvent.Level));
        output.Write(' ');
        output.Write(LogText.Category(logEvent));
        output.Write(": ");
        LogText.WriteMessage(output, logEvent);
        if (RequestTrace.Of(logEvent) is { } trace)
        {
            output.Write(" trace_id=");
            output.Write(trace);
        }

        output.WriteLine();
        if (logEvent.Exception is { } exception)
        {
            output.WriteLine(exception);
        }
    }

    private static string Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "VRB",
        LogEventLevel.Debug => "DBG",
        LogEventLevel.Information => "INF",
        LogEventLevel.Warning => "WRN",
        LogEventLevel.Error => "ERR",
        _ => "FTL",
    };
}

/// <summary>
/// A machine-readable line: one JSON object with snake_case names. Its fields are those in the message template. What
/// frameworks add beyond them is left out, since it includes a request's raw path.
/// </summary>
internal sealed class JsonLines : ITextFormatter
{
    private static readonly string[] Own = ["at", "level", "logger", "message", "trace_id", "exception"];

    private static readonly JsonValueFormatter Values = new(typeTagName: null);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write("{\"at\":\"");
        LogText.WriteTime(output, logEvent.Timestamp);
        output.Write('"');
        Write(output, "level", logEvent.Level.ToString().ToLowerInvariant());
        Write(output, "logger", LogText.Category(logEvent));
        using var message = new StringWriter(CultureInfo.InvariantCulture);
        LogText.WriteMessage(message, logEvent);
        Write(output, "message", message.ToString());
        Write(output, "trace_id", RequestTrace.Of(logEvent));
        Write(output, "exception", logEvent.Exception?.ToString());
        foreach (var token in logEvent.MessageTemplate.Tokens.OfType<PropertyToken>().DistinctBy(token => token.PropertyName))
        {
            if (logEvent.Properties.TryGetValue(token.PropertyName, out var value) && !LogText.IsAbsent(value))
            {
                output.Write(',');
                JsonValueFormatter.WriteQuotedJsonString(NameOf(token), output);
                output.Write(':');
                Values.Format(value, output);
            }
        }

        output.WriteLine('}');
    }

    private static void Write(TextWriter output, string name, string? text)
    {
        if (text is not null)
        {
            output.Write($",\"{name}\":");
            JsonValueFormatter.WriteQuotedJsonString(text, output);
        }
    }

    private static string NameOf(PropertyToken token) => JsonNamingPolicy.SnakeCaseLower.ConvertName(token.PropertyName) is var name && Own.Contains(name)
        ? $"field_{name}"
        : name;
}

/// <summary>The parts that both formats share.</summary>
internal static class LogText
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static void WriteTime(TextWriter output, DateTimeOffset at)
    {
        Span<char> text = stackalloc char[TimeFormat.Length];
        at.UtcDateTime.TryFormat(text, out var length, TimeFormat, CultureInfo.InvariantCulture);
        output.Write(text[..length]);
    }

    public static string Category(LogEvent entry) =>
        entry.Properties.TryGetValue(Constants.SourceContextPropertyName, out var value) && value is ScalarValue { Value: string { Length: > 0 } name } ? name : "-";

    public static bool IsAbsent(LogEventPropertyValue value) => value is ScalarValue { Value: null };

    /// <summary>The message. A missing value leaves nothing, not even the blank before it.</summary>
    public static void WriteMessage(TextWriter output, LogEvent entry)
    {
        var previous = "";
        foreach (var token in entry.MessageTemplate.Tokens)
        {
            var value = token is PropertyToken property ? entry.Properties.GetValueOrDefault(property.PropertyName) : null;
            var isAbsent = value is not null && IsAbsent(value);

            // A text is written only when it is known what follows it.
            output.Write(isAbsent && previous.EndsWith(' ') ? previous.AsSpan()[..^1] : previous);
            previous = token is TextToken text ? text.Text : "";
            if (!isAbsent && token is PropertyToken)
            {
                Write(output, token, value, entry);
            }
        }

        output.Write(previous);
    }

    private static void Write(TextWriter output, MessageTemplateToken token, LogEventPropertyValue? value, LogEvent entry)
    {
        switch (value)
        {
            // Without the quotes that the JSON form would have, and on one line.
            case ScalarValue { Value: string text }:
                output.Write(text.ReplaceLineEndings(" "));
                break;
            case ScalarValue { Value: DateTimeOffset at }:
                WriteTime(output, at);
                break;
            default:
                token.Render(entry.Properties, output, CultureInfo.InvariantCulture);
                break;
        }
    }
}
