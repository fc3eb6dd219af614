using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Payouts.Grains.Policies;

/// <summary>
/// The texts of one kind that a policy names, as numbers: a payout's are looked up once, and each rule compares numbers.
/// Whatever the policy does not name is <see cref="Unnamed"/>, and in no list.
/// </summary>
internal sealed class Interned
{
    /// <summary>The number of what the policy does not name.</summary>
    public const int Unnamed = -1;

    private readonly FrozenDictionary<string, int> _codes;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _trimmed;

    /// <param name="texts">All of them; outer blanks do not count.</param>
    /// <param name="comparer">Which of them are the same: ordinal, in whatever case.</param>
    public Interned(IEnumerable<string> texts, StringComparer comparer)
    {
        _codes = texts.Select(text => text.Trim()).Distinct(comparer).Select(KeyValuePair.Create).ToFrozenDictionary(comparer);
        _trimmed = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The number of a text; allocates nothing.</summary>
    public int Of(string? text) =>
        _codes.Count > 0 && text is not null && _trimmed.TryGetValue(text.AsSpan().Trim(), out var code) ? code : Unnamed;

    /// <summary>The numbers of a list.</summary>
    public int[] Of(ImmutableArray<string> list) => [.. list.Select(Of)];
}
