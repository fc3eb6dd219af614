using System.Globalization;

namespace Heleket.Simulator.Payouts;

/// <summary>
/// One status of a scripted walk. Notation: <c>status</c>, then <c>!</c> (final) or <c>?</c> (not final), then
/// optionally <c>@</c> and the time to wait before it (<c>@250ms</c>, <c>@5s</c>, <c>@2m</c>, <c>@1h</c>). The mark may
/// be omitted where there is no ambiguity: a bare <c>paid</c> is final; <c>process</c>, <c>check</c> and unknown
/// statuses are not. <c>fail</c>, <c>cancel</c> and <c>system_fail</c> must be marked, because these statuses alone
/// decide nothing (docs/heleket.md, "Statuses").
/// </summary>
/// <param name="Status">The status, as Heleket will show it.</param>
/// <param name="IsFinal">Whether this status finishes the payout.</param>
/// <param name="Delay">
/// The wait before it; <see langword="null"/>: <see cref="SimulatorOptions.StepDelay"/>. Not used for a walk's first
/// step.
/// </param>
public sealed record WalkStep(string Status, bool IsFinal, TimeSpan? Delay = null)
{
    /// <summary>Reads the notation.</summary>
    /// <param name="text">For example <c>fail?@5s</c>.</param>
    /// <exception cref="ArgumentException">
    /// The text is not valid notation, or is a failure without its mark.
    /// </exception>
    public static WalkStep Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (head, delay) = text.IndexOf('@', StringComparison.Ordinal) is var at and >= 0
            ? (text[..at], ParseDelay(text[(at + 1)..], text))
            : (text, (TimeSpan?)null);
        var mark = head is [.., '!' or '?'] ? head[^1] : ' ';
        var word = mark == ' ' ? head : head[..^1];
        if (word.Length is 0 or > 40 || !word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            throw new ArgumentException($"'{text}' is no step: it is made of a word, '!' or '?', and '@' with a delay.", nameof(text));
        }

        var final = (mark, word) switch
        {
            ('!', _) or (' ', "paid") => true,
            (' ', "fail" or "cancel" or "system_fail") => throw new ArgumentException(
                $"'{text}' must say '{word}!' (final, the money returns) or '{word}?' (not final).", nameof(text)),
            _ => false,
        };
        return new WalkStep(word, final, delay);
    }

    /// <summary>Reads a whole walk; its first step is the status at creation.</summary>
    /// <param name="steps">At least one.</param>
    /// <exception cref="ArgumentException">A step is not valid notation, or there are no steps.</exception>
    public static IReadOnlyList<WalkStep> ParseAll(IEnumerable<string> steps)
    {
        WalkStep[] walk = [.. steps.Select(Parse)];
        return walk.Length > 0 ? walk : throw new ArgumentException("A walk has at least one step.", nameof(steps));
    }

    /// <summary>The notation.</summary>
    public override string ToString() =>
        Status + (IsFinal ? "!" : "?") + (Delay is { } delay ? string.Create(CultureInfo.InvariantCulture, $"@{delay.Ticks / TimeSpan.TicksPerMillisecond}ms") : "");

    private static TimeSpan ParseDelay(string text, string whole)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new ArgumentException($"'{whole}' has no whole number after '@'.", nameof(text));
        }

        return text[digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => throw new ArgumentException($"'{whole}' has no unit ms, s, m or h.", nameof(text)),
        };
    }
}
