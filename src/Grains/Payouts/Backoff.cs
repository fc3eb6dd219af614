using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Payouts.Grains.Payouts;

/// <summary>
/// The backoff of polls, lookups and retries: doubles from the first to the longest interval, with jitter
/// (docs/lifecycle.md, "Pace").
/// </summary>
public static class Backoff
{
    /// <summary>How long to wait after the given number of checks without news.</summary>
    /// <remarks>
    /// The jitter takes off up to a fifth, so that payouts created together spread out. It is derived from the id and
    /// the attempt, not random: the machine stays a pure function.
    /// </remarks>
    public static TimeSpan After(string id, int attempts, PayoutsOptions options)
    {
        var longest = Math.Max(options.FirstPollAfter.Ticks, options.MaxPollInterval.Ticks);
        var full = options.FirstPollAfter.Ticks;
        for (var doubling = 0; doubling < attempts && full < longest; doubling++)
        {
            full = Math.Min(full * 2, longest);
        }

        return TimeSpan.FromTicks(full - (full / 5 * Permille(id, attempts) / 1000));
    }

    private static long Permille(string id, int attempts)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{id}:{attempts}"), digest);
        return BinaryPrimitives.ReadUInt32BigEndian(digest) % 1000;
    }
}
