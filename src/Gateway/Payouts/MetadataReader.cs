using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;

namespace Payouts.Gateway.Payouts;

/// <summary>
/// Reads <c>metadata</c>: up to 16 pairs of strings, 4 KiB of UTF-8 in all, handed back and never interpreted.
/// </summary>
internal static class MetadataReader
{
    public const int MaxPairs = 16;
    public const int MaxBytes = 4 * 1024;

    private const string Pointer = "/metadata";

    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public static ImmutableSortedDictionary<string, string> Read(JsonFields fields)
    {
        if (fields.Find("metadata") is not { } metadata)
        {
            return None;
        }

        if (metadata.ValueKind != JsonValueKind.Object)
        {
            fields.Fault(Pointer, "must be an object of strings.");
            return None;
        }

        var pairs = None.ToBuilder();
        var bytes = 0;
        foreach (var member in metadata.EnumerateObject())
        {
            var value = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : null;
            if (Fault(member.Name, value) is { } fault)
            {
                fields.Fault(FieldError.PointerTo(Pointer, member.Name), fault);
            }

            bytes += Encoding.UTF8.GetByteCount(member.Name) + Encoding.UTF8.GetByteCount(value ?? "");
            pairs[member.Name] = value ?? "";
        }

        if (pairs.Count > MaxPairs)
        {
            fields.Fault(Pointer, $"must have at most {MaxPairs} pairs; it has {pairs.Count}.");
        }

        if (bytes > MaxBytes)
        {
            fields.Fault(Pointer, $"must have at most {MaxBytes} bytes of keys and values; it has {bytes}.");
        }

        return pairs.ToImmutable();
    }

    private static string? Fault(string name, string? value) =>
        value is null ? "must be a string."
        : name.Contains('\0', StringComparison.Ordinal) || value.Contains('\0', StringComparison.Ordinal) ? "must not contain the character U+0000."
        : null;
}
