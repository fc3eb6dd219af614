using System.Buffers.Binary;

namespace Payouts.Fuzz.Mutation;

/// <summary>A source of chance that is the same for the same seed on every version of .NET (SplitMix64).</summary>
internal sealed class Chance
{
    private ulong _state;

    private Chance(ulong state) => _state = state;

    /// <summary>The chance of one case: nothing of it depends on other cases.</summary>
    public static Chance Of(int seed, string target, long number)
    {
        var mixed = new Chance((ulong)seed);
        foreach (var letter in target)
        {
            mixed._state = mixed.Next() ^ letter;
        }

        mixed._state = mixed.Next() ^ (ulong)number;
        return new Chance(mixed.Next());
    }

    /// <summary>0 up to, not with, the bound.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>From the first to the last, both included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    public bool Percent(int percent) => Below(100) < percent;

    public T OneOf<T>(IReadOnlyList<T> all) => all[Below(all.Count)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[(count + 7) & ~7];
        for (var at = 0; at < bytes.Length; at += 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), Next());
        }

        return bytes[..count];
    }

    public string Letters(string alphabet, int count) => string.Create(count, (alphabet, this), static (text, state) =>
    {
        foreach (ref var letter in text)
        {
            letter = state.alphabet[state.Item2.Below(state.alphabet.Length)];
        }
    });

    private ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
