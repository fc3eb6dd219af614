using System.Globalization;
using System.Text.Json;

namespace Payouts.Throughput;

/// <summary>
/// Figures that hardly differ between machines and runs, with what they were when somebody last looked at them: a change
/// that costs more is found when it is made. What else runs on the machine only adds to them, so the lowest of the rounds
/// is compared.
/// </summary>
internal sealed class Gate(string file, IReadOnlyList<Gate.Figure> figures)
{
    private const double Tolerance = 1.05;

    /// <summary>Reads a JSON array of objects with <c>measure</c>, <c>subject</c>, <c>metric</c> and <c>value</c>.</summary>
    public static async Task<Gate> ReadAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return new(file, await JsonSerializer.DeserializeAsync<Figure[]>(stream, JsonSerializerOptions.Web) ?? throw new FormatException($"{file} has no figures."));
    }

    /// <summary>Whether nothing costs more than 5 % above its figure.</summary>
    public bool IsPassed(Results results) => !figures.Any(figure => IsExceeded(figure, results));

    /// <summary>Says each figure, and makes a finding of each that is missing or exceeded.</summary>
    public async Task CheckAsync(Results results)
    {
        foreach (var figure in figures)
        {
            var measured = Measured(figure, results);
            var text = string.Create(
                CultureInfo.InvariantCulture, $"{figure.Measure} on {figure.Subject}: {figure.Metric} {measured:N0}, {figure.Value:N0} in {file} ({measured / figure.Value:0.00})");
            await Console.Error.WriteLineAsync(text);
            if (IsExceeded(figure, results))
            {
                results.Find($"Too costly: {text}");
            }
        }
    }

    private static bool IsExceeded(Figure figure, Results results) => !(Measured(figure, results) <= figure.Value * Tolerance);

    private static double? Measured(Figure figure, Results results) => results.Lowest(figure.Measure, figure.Subject, figure.Metric);

    /// <summary>One figure.</summary>
    internal sealed record Figure(string Measure, string Subject, string Metric, double Value);
}
