using System.Globalization;
using System.Runtime.CompilerServices;

namespace Payouts.Simulation.Running;

/// <summary>What happened, in lines, for a scenario that is told again; and a number that differs when anything differs.</summary>
internal sealed class Trace(Agenda agenda, bool isKept)
{
    private readonly List<string> _lines = [];

    public bool IsKept => isKept;

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Over everything that happened to payouts: two runs of one seed have the same.</summary>
    public ulong Fingerprint { get; private set; } = 14695981039346656037;

    /// <summary>Takes a fact into the fingerprint.</summary>
    public void Mix(long fact) => Fingerprint = (Fingerprint ^ (ulong)fact ^ (ulong)agenda.Elapsed.Ticks) * 1099511628211;

    public void Say([InterpolatedStringHandlerArgument("")] ref Line line)
    {
        if (isKept)
        {
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{agenda.Elapsed.TotalSeconds,10:0.000} s  {line.Text}"));
        }
    }

    public void Say(string text)
    {
        if (isKept)
        {
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{agenda.Elapsed.TotalSeconds,10:0.000} s  {text}"));
        }
    }

    /// <summary>A line that is not even put together when nobody keeps it.</summary>
    [InterpolatedStringHandler]
    internal ref struct Line
    {
        private DefaultInterpolatedStringHandler _text;
        private readonly bool _isKept;

        public Line(int literalLength, int formattedCount, Trace trace, out bool isKept)
        {
            isKept = _isKept = trace.IsKept;
            _text = isKept ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
        }

        public string Text => _isKept ? _text.ToStringAndClear() : "";

        public void AppendLiteral(string value) => _text.AppendLiteral(value);

        public void AppendFormatted<T>(T value, string? format = null) => _text.AppendFormatted(value, format);
    }
}
