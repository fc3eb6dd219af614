using System.Globalization;
using System.Text.Json;

namespace Payouts.Throughput;

/// <summary>
/// Figures that hardly differ between machines and runs, with what they were when somebody last looked at them: a change
/// that costs more is found when it is made.
/// </summary>
internal static class Gate
{
    private const double Tolerance = 1.05;

    /// <summary>Makes a finding of each figure that is missing, or more than 5 % above the one in the file.</summary>
    /// <param name="file">A JSON array of objects with <c>measure</c>, <c>subject</c>, <c>metric</c> and <c>value</c>.</param>
    /// <param name="results">What was measured.</param>
    public static async Task CheckAsync(string file, Results results)
    {
        await using var stream = File.OpenRead(file);
        var figures = await JsonSerializer.DeserializeAsync<Figure[]>(stream, JsonSerializerOptions.Web)
            ?? throw new FormatException($"{file} has no figures.");
        foreach (var figure in figures)
        {
            var measured = results.Median(figure.Measure, figure.Subject, figure.Metric);
            var text = string.Create(
                CultureInfo.InvariantCulture, $"{figure.Measure} on {figure.Subject}: {figure.Metric} {measured:N0}, {figure.Value:N0} in {file} ({measured / figure.Value:0.00})");
            if (measured is null || measured > figure.Value * Tolerance)
            {
                results.Find($"Too costly: {text}");
            }

            await Console.Error.WriteLineAsync(text);
        }
    }

    private sealed record Figure(string Measure, string Subject, string Metric, double Value);
}
