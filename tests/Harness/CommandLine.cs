using System.Collections.Immutable;
using System.Globalization;

namespace Payouts.Harness;

/// <summary>The command line of a tool: pairs of <c>--name value</c>.</summary>
/// <typeparam name="T">What the options make.</typeparam>
/// <param name="options">By name, what each changes.</param>
public sealed class CommandLine<T>(IReadOnlyDictionary<string, Func<T, OptionValue, T>> options)
{
    /// <summary>Applies the arguments in their order.</summary>
    /// <param name="arguments">The command line's.</param>
    /// <param name="defaults">What holds where they say nothing.</param>
    /// <exception cref="FormatException">One is unknown, has no value, or one out of bounds; the message names it.</exception>
    public T Parse(IReadOnlyList<string> arguments, T defaults)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var result = defaults;
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var name = arguments[i];
            if (!options.TryGetValue(name, out var apply))
            {
                throw new FormatException($"{name} is not an option of this tool. It has {string.Join(", ", options.Keys)}.");
            }

            result = apply(result, i + 1 < arguments.Count ? new OptionValue(name, arguments[i + 1]) : throw new FormatException($"{name} has no value."));
        }

        return result;
    }
}

/// <summary>What was given for an option. Each member that cannot read it throws a <see cref="FormatException"/> that names the option.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="Text">As it was given.</param>
public readonly record struct OptionValue(string Name, string Text)
{
    /// <summary>A whole number within bounds.</summary>
    public int Whole(int least, int most = int.MaxValue) => (int)WholeLong(least, most);

    /// <summary>A whole number within bounds.</summary>
    public long WholeLong(long least, long most = long.MaxValue) =>
        long.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"a whole number {(most is int.MaxValue or long.MaxValue ? $"of at least {least}" : $"from {least} to {most}")}"));

    /// <summary>A number above zero; 0.5 is a half.</summary>
    public double Positive(double most) =>
        double.TryParse(Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most
            ? number
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"a number above zero, at most {most}"));

    /// <summary>Whole seconds.</summary>
    public TimeSpan Seconds(int least, int most = int.MaxValue) => TimeSpan.FromSeconds(Whole(least, most));

    /// <summary>One of these words.</summary>
    public string Word(params ImmutableArray<string> allowed) =>
        allowed.Contains(Text) ? Text : throw Wrong($"one of {string.Join(", ", allowed)}");

    /// <summary>Some of these words, separated by commas.</summary>
    public ImmutableArray<string> Words(ImmutableArray<string> allowed)
    {
        ImmutableArray<string> words = [.. Text.Split(',')];
        return words.All(allowed.Contains) ? words : throw Wrong($"some of {string.Join(", ", allowed)}, separated by commas");
    }

    /// <summary>What to throw when it is not what it must be.</summary>
    public FormatException Wrong(string what) => new($"{Name} must be {what}; it is \"{Text}\".");
}
