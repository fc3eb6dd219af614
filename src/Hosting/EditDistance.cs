namespace Payouts.Hosting;

/// <summary>The edit distance between two words.</summary>
internal static class EditDistance
{
    /// <summary>
    /// How many letters must be inserted, deleted or replaced to turn one word into the other (Levenshtein).
    /// </summary>
    public static int Between(string one, string other)
    {
        var above = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var row = 1; row <= one.Length; row++)
        {
            var present = new int[other.Length + 1];
            present[0] = row;
            for (var column = 1; column <= other.Length; column++)
            {
                var replaced = above[column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1);
                present[column] = Math.Min(replaced, Math.Min(above[column], present[column - 1]) + 1);
            }

            above = present;
        }

        return above[^1];
    }
}
