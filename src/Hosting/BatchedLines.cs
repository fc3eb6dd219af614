using System.Collections.Concurrent;
using System.Globalization;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;
using Serilog.Formatting;

namespace Payouts.Hosting;

/// <summary>
/// Writes log lines in batches on a thread of its own, in the order in which they were logged, so that a request does not
/// wait for the output. A warning or worse is written, with all before it, before its call returns. No line is dropped:
/// when too many wait, whoever logs the next one writes them. A crash loses at most what was logged in the last
/// <see cref="Pause"/> and while the batch before it was written: <see cref="MostWaiting"/> lines of each.
/// </summary>
internal sealed class BatchedLines : ILogEventSink, IDisposable
{
    /// <summary>The most lines that wait.</summary>
    public const int MostWaiting = 1000;

    /// <summary>How long a line waits for others.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ITextFormatter _formatter;
    private readonly TextWriter _output;
    private readonly ConcurrentQueue<LogEvent> _waiting = new();
    private readonly AutoResetEvent _isDue = new(false);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _writing = new();
    private readonly StringWriter _line = new(CultureInfo.InvariantCulture);
    private readonly Thread _writer;
    private int _isAnnounced;

    /// <param name="formatter">Writes one line; needs not be thread-safe.</param>
    /// <param name="output">Receives the lines, and is flushed after each batch.</param>
    public BatchedLines(ITextFormatter formatter, TextWriter output)
    {
        (_formatter, _output) = (formatter, output);
        _writer = new Thread(Run) { IsBackground = true, Name = "Log lines" };
        _writer.Start();
    }

    public void Emit(LogEvent logEvent)
    {
        _waiting.Enqueue(logEvent);
        if (logEvent.Level >= LogEventLevel.Warning || _waiting.Count > MostWaiting || _closing.IsCancellationRequested)
        {
            WriteWaiting();
        }
        else if (Interlocked.Exchange(ref _isAnnounced, 1) == 0)
        {
            _isDue.Set();
        }
    }

    /// <summary>Returns when every line is written. A later one is written at once.</summary>
    public void Dispose()
    {
        if (_closing.IsCancellationRequested)
        {
            return;
        }

        _closing.Cancel();
        _writer.Join();
        WriteWaiting();
        _isDue.Dispose();
        _closing.Dispose();
    }

    private void Run()
    {
        var closing = _closing.Token.WaitHandle;
        while (WaitHandle.WaitAny([closing, _isDue]) != 0)
        {
            closing.WaitOne(Pause);
            Interlocked.Exchange(ref _isAnnounced, 0);
            try
            {
                WriteWaiting();
            }
            catch (Exception exception)
            {
                // As Serilog does with the errors of its own sinks. The next batch may succeed.
                SelfLog.WriteLine("Log lines could not be written: {0}", exception);
            }
        }
    }

    /// <summary>Writes what waits now, and not what is added meanwhile: whoever writes must come to an end.</summary>
    private void WriteWaiting()
    {
        lock (_writing)
        {
            for (var left = _waiting.Count; left > 0 && _waiting.TryDequeue(out var next); left--)
            {
                Write(next);
            }

            _output.Flush();
        }
    }

    private void Write(LogEvent next)
    {
        var line = _line.GetStringBuilder().Clear();
        try
        {
            _formatter.Format(next, _line);
        }
        catch (Exception exception)
        {
            // It costs this line, not the others.
            SelfLog.WriteLine("A log line could not be formatted: {0}", exception);
            return;
        }

        _output.Write(line);
    }
}
