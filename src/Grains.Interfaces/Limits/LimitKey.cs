using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Payouts.Grains.Interfaces.Limits;

/// <summary>
/// The keys of limits: <c>NAME/WINDOW/client=…/asset=…/network=…/key=…</c>, of which those members are there that the
/// limit counts by. A limit of another name, window or member is another limit, and starts at zero.
/// </summary>
public static class LimitKey
{
    /// <summary>A window is divided into so many buckets; room comes back one bucket at a time.</summary>
    public const int Buckets = 60;

    private const char Separator = '/';
    private const string NoKey = "-";
    private const int MostOfAName = 200;

    /// <summary>The key of a limit.</summary>
    /// <param name="name">The limit's name.</param>
    /// <param name="window">Whole minutes, so that a bucket is whole seconds.</param>
    /// <param name="client">The client, if it counts by client.</param>
    /// <param name="asset">The asset, if it counts by asset.</param>
    /// <param name="network">The network, if it counts by network.</param>
    /// <param name="key">The API key's name, if it counts by key.</param>
    /// <exception cref="ArgumentException">A part is empty or contains a slash, or the window is not whole minutes.</exception>
    public static string Of(string name, TimeSpan window, string? client = null, string? asset = null, string? network = null, string? key = null)
    {
        RequireWindow(window);
        string?[] parts = [Part(name), window.ToString("c", CultureInfo.InvariantCulture), Member("client", client), Member("asset", asset), Member("network", network), Member("key", key)];
        return string.Join(Separator, parts.OfType<string>());
    }

    /// <summary>The window in a key.</summary>
    /// <exception cref="ArgumentException">It is no key of a limit.</exception>
    public static TimeSpan WindowOf(string limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        var parts = limit.Split(Separator);
        if (parts.Length < 2 || !TimeSpan.TryParseExact(parts[1], "c", CultureInfo.InvariantCulture, out var window))
        {
            throw new ArgumentException("The key of a limit is its name, its window, and what it counts by.", nameof(limit));
        }

        RequireWindow(window);
        return window;
    }

    /// <summary>The beginning of the bucket in which a time lies.</summary>
    public static DateTimeOffset BucketAt(TimeSpan window, DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % (window / Buckets).Ticks), TimeSpan.Zero);

    private static void RequireWindow(TimeSpan window)
    {
        if (window <= TimeSpan.Zero || window.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            throw new ArgumentException("The window of a limit is whole minutes.", nameof(window));
        }
    }

    /// <summary>What stands for an API key: it may have any name, and the key of a document is short.</summary>
    /// <param name="idOrName">The key's id or name; <see langword="null"/>: a payout that was made without one.</param>
    public static string KeyPart(string? idOrName) =>
        Uri.EscapeDataString(idOrName ?? NoKey) is { Length: <= MostOfAName } escaped ? escaped : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idOrName!)));

    private static string? Member(string name, string? value) => value is null ? null : $"{name}={Part(value)}";

    private static string Part(string text) =>
        text.Length > 0 && !text.Contains(Separator, StringComparison.Ordinal) ? text : throw new ArgumentException("A part of a limit's key is empty or contains a slash.", nameof(text));
}
