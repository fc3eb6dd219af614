using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Payouts.Scale;

/// <summary>The findings as Markdown.</summary>
internal static partial class Report
{
    /// <summary>How much slower the large database may be (issue 3).</summary>
    public const double Bound = 1.5;

    /// <summary>The table; a ratio over the bound is in bold.</summary>
    public static string Table(ScaleOptions options, IEnumerable<Comparison> comparisons)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"| µs | median at {options.Small:N0} | at {options.Rows:N0} | ratio | of the rounds | p99 at {options.Small:N0} | at {options.Rows:N0} |");
        text.AppendLine("|---|--:|--:|--:|--:|--:|--:|");
        foreach (var one in comparisons)
        {
            var mark = one.Ratio > Bound ? "**" : "";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {one.Name} | {Micro(one.SmallMedian)} | {Micro(one.LargeMedian)} | {mark}{one.Ratio:F2}{mark} | {one.RatiosOfRounds.Min():F2}–{one.RatiosOfRounds.Max():F2} | {Micro(one.SmallP99)} | {Micro(one.LargeP99)} |");
        }

        return text.ToString();
    }

    /// <summary>The plans; where the small database has another one, its values and counts aside, both.</summary>
    public static string Plans(IReadOnlyList<(string Call, string Plan)> small, IReadOnlyList<(string Call, string Plan)> large)
    {
        var text = new StringBuilder();
        foreach (var (ofSmall, ofLarge) in small.Zip(large))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{ofLarge.Call}:").AppendLine(Indented(ofLarge.Plan));
            if (Values().Replace(ofSmall.Plan, "") != Values().Replace(ofLarge.Plan, ""))
            {
                text.AppendLine("  in the small one:").AppendLine(Indented(ofSmall.Plan));
            }
        }

        return text.ToString();
    }

    // A text, or a number with what it is of; a buffer that was read and not hit is as good.
    [GeneratedRegex("'[^']*'|(hit|read|dirtied|written)=[0-9]+ ?|[0-9]+")]
    private static partial Regex Values();

    private static string Indented(string plan) => "    " + plan.Replace("\n", "\n    ", StringComparison.Ordinal);

    private static string Micro(TimeSpan time) => time.TotalMicroseconds.ToString(time.TotalMicroseconds < 1000 ? "F1" : "N0", CultureInfo.InvariantCulture);
}
