using System.Globalization;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Sweeping;

namespace Payouts.Storage.Sqlite;

/// <summary>
/// The number of a payout's row (<c>payouts.seq</c>): 41 bits and a sign for the millisecond of creation, and below them
/// the first 22 bits of the id. The rows thus lie in the order of the lists, newest last, and no index needs a column for
/// that order or for the shard: each scattered index costs a page of the file a row.
/// </summary>
internal static class SqliteOrder
{
    private const int IdBits = 22;

    // Below the first hexadecimal digit, which is the payout's shard.
    private const int ShardBits = IdBits - 4;

    // 2020-01-01. From there the numbers reach from April 1950 to September 2089.
    private const long Epoch = 1_577_836_800_000;

    private const long Reach = 1L << (63 - IdBits);

    /// <summary>The shard of the payout that has the number in column <c>seq</c>, as <see cref="Shards.Of"/> has it.</summary>
    public const string ShardSql = "((seq >> 18) & 15)";

    /// <summary>
    /// The least number that a payout created then can have. A time out of reach counts as the first or the last within.
    /// </summary>
    public static long From(DateTimeOffset time) => Math.Clamp(time.ToUnixTimeMilliseconds() - Epoch, -Reach, Reach - 1) << IdBits;

    /// <summary>The number that a payout has, unless another one had it already.</summary>
    /// <param name="createdAt">Whole milliseconds, from 1950 to 2089.</param>
    /// <param name="id">At least six hexadecimal digits.</param>
    public static long Of(DateTimeOffset createdAt, string id)
    {
        var millisecond = createdAt.ToUnixTimeMilliseconds() - Epoch;
        return millisecond is >= -Reach and < Reach
            ? (millisecond << IdBits) | Bits(id)
            : throw new ArgumentOutOfRangeException(nameof(createdAt), createdAt, "SQLite keeps payouts that are created from 1950 to 2089.");
    }

    /// <summary>Whether a payout can have this number: in its millisecond and shard.</summary>
    public static bool IsPlaceOf(long number, DateTimeOffset createdAt, string id) => number >> ShardBits == Of(createdAt, id) >> ShardBits;

    /// <summary>Above the number that the payout at this position would have if it were stored.</summary>
    public static long After(PagePosition position) => (From(position.At) | Bits(position.Id)) + 1;

    /// <summary>
    /// Inserts a payout at its number or, where another payout of its millisecond has that one, at the next free number
    /// on the side where its id belongs. It never leaves its millisecond and shard, which have room for 262,144.
    /// </summary>
    /// <param name="createdAt">See <see cref="Of"/>.</param>
    /// <param name="id">See <see cref="Of"/>.</param>
    /// <param name="insert">Inserts it at a number; <see langword="false"/> when number or id are taken.</param>
    /// <param name="holder">The id of the payout that has a number.</param>
    /// <returns>The number; <see langword="null"/> when the id is taken.</returns>
    public static long? Place(DateTimeOffset createdAt, string id, Func<long, bool> insert, Func<long, string?> holder)
    {
        var own = Of(createdAt, id);
        var (number, step) = (own, 0);
        while (!insert(number))
        {
            if (holder(number) is not { } other || other == id)
            {
                return null;
            }

            step = step != 0 ? step : string.CompareOrdinal(id, other) > 0 ? 1 : -1;
            number += step;
            if (number >> ShardBits != own >> ShardBits)
            {
                (number, step) = (own - step, -step);
            }
        }

        return number;
    }

    private static long Bits(string id) => long.Parse(id.AsSpan(0, 6), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) >> 2;
}
