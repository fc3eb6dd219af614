using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Payouts.Throughput;

/// <summary>All values of a run, and what is printed of them: medians of the rounds.</summary>
internal sealed class Results
{
    /// <summary>Metrics of a load, in the order of the first table's columns; others go into the second.</summary>
    public static readonly string[] LoadMetrics = ["per second", "÷ control", "p50 ms", "p99 ms", "p99.9 ms", "p99 ÷ control", "other answers"];

    private readonly List<(string Measure, string Subject, string Metric)> _order = [];
    private readonly List<string> _findings = [];
    private readonly Dictionary<(string Measure, string Subject, string Metric), List<double>> _values = [];

    /// <summary>What must not be, and was: lost and doubled payouts.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>Keeps what must not be.</summary>
    public void Find(string what) => _findings.Add(what);

    /// <summary>The lowest of what was kept; <see langword="null"/> if nothing was.</summary>
    public double? Lowest(string measure, string subject, string metric) =>
        _values.TryGetValue((measure, subject, metric), out var values) ? values.Min() : null;

    /// <summary>Keeps one round's value, or the next one of a series.</summary>
    public void Add(string measure, string subject, string metric, double value)
    {
        var key = (measure, subject, metric);
        if (!_values.TryGetValue(key, out var list))
        {
            _order.Add(key);
            _values[key] = list = [];
        }

        list.Add(value);
    }

    /// <summary>Keeps what a load came to, and how it compares with the control that ran just before.</summary>
    public void Add(string measure, string subject, Wire.LoadResult load, Wire.LoadResult? control)
    {
        Add(measure, subject, "per second", load.Rate);
        Add(measure, subject, "p50 ms", load.Percentile(0.5));
        Add(measure, subject, "p99 ms", load.Percentile(0.99));
        Add(measure, subject, "p99.9 ms", load.Percentile(0.999));
        Add(measure, subject, "other answers", load.Others);
        if (control is not null)
        {
            Add(measure, subject, "÷ control", load.Rate / control.Rate);
            Add(measure, subject, "p99 ÷ control", load.Percentile(0.99) / control.Percentile(0.99));
        }
    }

    /// <summary>Two tables in Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"| Measure | Of | {string.Join(" | ", LoadMetrics)} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|---|{string.Concat(Enumerable.Repeat("--:|", LoadMetrics.Length))}");
        foreach (var (measure, subject) in _order.Where(key => LoadMetrics.Contains(key.Metric)).Select(key => (key.Measure, key.Subject)).Distinct())
        {
            var cells = LoadMetrics.Select(metric => Cell(measure, subject, metric, spread: metric is "per second" or "÷ control"));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {measure} | {subject} | {string.Join(" | ", cells)} |");
        }

        var others = _order.Where(key => !LoadMetrics.Contains(key.Metric)).ToList();
        var subjects = others.Select(key => key.Subject).Distinct().ToList();
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| Measure | {string.Join(" | ", subjects)} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(Enumerable.Repeat("--:|", subjects.Count))}");
        foreach (var (measure, metric) in others.Select(key => (key.Measure, key.Metric)).Distinct())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {measure}: {metric} | {string.Join(" | ", subjects.Select(subject => Cell(measure, subject, metric, spread: true)))} |");
        }

        return text.ToString();
    }

    /// <summary>Everything, in one line.</summary>
    public string ToJson() => new JsonArray([.. _order.Select(key => (JsonNode)new JsonObject
    {
        ["measure"] = key.Measure,
        ["subject"] = key.Subject,
        ["metric"] = key.Metric,
        ["median"] = Median(_values[key]),
        ["values"] = new JsonArray([.. _values[key].Select(value => (JsonNode)value)]),
    })]).ToJsonString();

    private string Cell(string measure, string subject, string metric, bool spread)
    {
        if (!_values.TryGetValue((measure, subject, metric), out var values))
        {
            return "";
        }

        var median = Text(Median(values));
        return spread && values.Count > 1 ? $"{median} ({Text(values.Min())}–{Text(values.Max())})" : median;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static string Text(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "N0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);
}
