using System.Runtime.CompilerServices;
using System.Text;

namespace Payouts.Harness;

/// <summary>
/// Files in the folder <c>Golden</c> beside a test that hold, byte for byte, what the service answers and stores. With the environment variable
/// <see cref="Variable"/> set to 1 the file is written anew, and the test fails all the same: nothing can regenerate it in silence.
/// </summary>
public static class GoldenFile
{
    /// <summary>Set to 1 to write the files.</summary>
    public const string Variable = "PAYOUTS_WRITE_GOLDEN";

    private const int Context = 80;

    private static bool IsWriting => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Compares.</summary>
    /// <param name="name">The file's.</param>
    /// <param name="actual">What it must hold.</param>
    /// <param name="test">Filled in: where the caller's source is.</param>
    /// <exception cref="InvalidDataException">It holds something else, is not there, or was just written.</exception>
    public static void Check(string name, ReadOnlySpan<byte> actual, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Folder(test), name);
        if (IsWriting)
        {
            Directory.CreateDirectory(Folder(test));
            File.WriteAllBytes(path, actual);
            throw new InvalidDataException($"{path} was written because {Variable} is 1. Read its difference, then run again without the variable.");
        }

        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{path} is not there. Write it with {Variable}=1 if it is new.");
        }

        var expected = File.ReadAllBytes(path);
        if (!actual.SequenceEqual(expected))
        {
            throw new InvalidDataException(Difference(path, expected, actual));
        }
    }

    /// <summary>The lines of a file that no test writes any more: what earlier releases stored.</summary>
    /// <param name="name">The file's.</param>
    /// <param name="test">Filled in: where the caller's source is.</param>
    public static IReadOnlyList<string> Lines(string name, [CallerFilePath] string test = "") => File.ReadAllText(Path.Combine(Folder(test), name)).Split('\n');

    /// <summary>The names of the files in the folder, in order.</summary>
    /// <param name="test">Filled in: where the caller's source is.</param>
    public static IReadOnlyList<string> Names([CallerFilePath] string test = "") =>
        [.. Directory.EnumerateFiles(Folder(test)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string Folder(string test) => Path.Combine(Path.GetDirectoryName(test)!, "Golden");

    private static string Difference(string path, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        var at = expected.CommonPrefixLength(actual);
        var line = 1 + expected[..at].Count((byte)'\n');
        return $"""
            {path}, line {line}, byte {at} of {expected.Length} (now {actual.Length}) is different.
            was: {Around(expected, at)}
            now: {Around(actual, at)}
            If the change is meant, write the file with {Variable}=1 and read its difference.
            """;
    }

    private static string Around(ReadOnlySpan<byte> bytes, int at)
    {
        var from = Math.Max(0, at - Context);
        return Encoding.UTF8.GetString(bytes[from..Math.Min(bytes.Length, at + Context)]).ReplaceLineEndings("⏎");
    }
}
