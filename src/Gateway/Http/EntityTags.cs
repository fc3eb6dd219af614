using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Payouts.Gateway.Http;

/// <summary>The versions that an <c>If-Match</c> accepts.</summary>
/// <param name="Any"><c>*</c>, or no header.</param>
/// <param name="Versions">Otherwise those of its strong tags that can be versions.</param>
internal sealed record IfMatch(bool Any, ImmutableArray<long> Versions)
{
    /// <summary>Any version.</summary>
    public static readonly IfMatch Whatever = new(Any: true, []);

    /// <summary>What nothing is at: versions count from 1.</summary>
    public const long NoVersion = 0;

    /// <summary>The versions as grains take them: default for any.</summary>
    public ImmutableArray<long> Accepted => Any ? default : Versions.IsEmpty ? [NoVersion] : Versions;
}

/// <summary>A version as a strong entity tag (RFC 9110, 8.8.3 and 13.1).</summary>
internal static class EntityTags
{
    /// <summary>What is said of an <c>If-Match</c> that is malformed.</summary>
    public const string Rule = "must be \"*\" or entity tags such as \"4\", in double quotes.";

    public static string Of(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>The headers of a response with a version, or about something that had one: no shared cache keeps it.</summary>
    public static void SetHeaders(HttpResponse response, long? version)
    {
        response.Headers.ETag = version is { } known ? Of(known) : default;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Authorization, Cookie";
    }

    /// <summary>
    /// Whether <c>If-None-Match</c> names the version, by weak comparison. A malformed header matches nothing.
    /// </summary>
    public static bool IsNamedBy(StringValues ifNoneMatch, long version) =>
        TryParse(ifNoneMatch, out var tags)
        && tags.Any(tag => tag.Tag == "*" || tag.Tag.Equals(Of(version), StringComparison.Ordinal));

    /// <summary>False when <c>If-Match</c> is present but malformed.</summary>
    public static bool TryReadIfMatch(StringValues header, out IfMatch match)
    {
        match = IfMatch.Whatever;
        if (header.Count == 0)
        {
            return true;
        }

        if (!TryParse(header, out var tags))
        {
            return false;
        }

        if (tags.Any(tag => tag.Tag == "*"))
        {
            return tags.Count == 1;
        }

        match = new(Any: false, [.. tags.Where(tag => !tag.IsWeak).Select(tag => VersionOf(tag.Tag)).OfType<long>()]);
        return true;
    }

    private static bool TryParse(StringValues header, out IList<EntityTagHeaderValue> tags)
    {
        var parsed = EntityTagHeaderValue.TryParseStrictList([.. header.Select(line => line ?? "")], out var list);
        tags = list ?? [];
        return parsed && tags.Count > 0;
    }

    private static long? VersionOf(StringSegment tag) =>
        long.TryParse(tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && Of(version) == tag ? version : null;
}
