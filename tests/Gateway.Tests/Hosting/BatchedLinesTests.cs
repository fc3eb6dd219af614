using Payouts.Hosting;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace Payouts.Gateway.Tests.Hosting;

/// <summary>docs/operations.md, "Logs".</summary>
public sealed class BatchedLinesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HeldOutput _output = new();
    private readonly Logger _log;

    public BatchedLinesTests() => _log = new LoggerConfiguration().WriteTo.Sink(new BatchedLines(new Plain(), _output)).CreateLogger();

    public void Dispose()
    {
        _output.Open();
        _log.Dispose();
        _output.Dispose();
    }

    [Fact]
    public async Task Lines_are_written_in_their_order_without_any_further_call()
    {
        _output.Open();
        _log.Information("first");
        _log.Debug("is below the level");
        _log.Information("second");
        await _output.HasAsync("second").WaitAsync(Patience);

        Assert.Equal(["first", "second"], _output.Lines);
        _log.Information("third");
        await _output.HasAsync("third").WaitAsync(Patience);
        Assert.Equal(["first", "second", "third"], _output.Lines);
    }

    [Theory]
    [InlineData(LogEventLevel.Warning)]
    [InlineData(LogEventLevel.Error)]
    [InlineData(LogEventLevel.Fatal)]
    public void A_warning_or_worse_is_written_with_all_before_it_when_its_call_returns(LogEventLevel level)
    {
        _output.Open();
        for (var i = 0; i < 100; i++)
        {
            _log.Information("{I}", i);
        }

        _log.Write(level, "bad");

        Assert.Equal([.. Enumerable.Range(0, 100).Select(i => $"{i}"), "bad"], _output.Lines);
    }

    [Fact]
    public void Closing_writes_what_waits_and_a_later_line_is_not_lost_either()
    {
        _output.Open();
        _log.Information("last");
        _log.Dispose();
        Assert.Equal(["last"], _output.Lines);

        _log.Information("later");
        Assert.Equal(["last", "later"], _output.Lines);
    }

    [Fact]
    public void Closing_is_never_too_early_for_a_line()
    {
        for (var i = 0; i < 100; i++)
        {
            using var output = new StringWriter();
            using (var log = new LoggerConfiguration().WriteTo.Sink(new BatchedLines(new Plain(), output)).CreateLogger())
            {
                log.Information("last");
            }

            Assert.Equal("last\n", output.ToString());
        }
    }

    [Fact]
    public async Task An_output_that_takes_nothing_holds_up_callers_only_when_too_many_lines_wait_and_costs_none()
    {
        _log.Information("first");
        await _output.IsWriting.WaitAsync(Patience);
        var others = Enumerable.Range(0, BatchedLines.MostWaiting + 1).Select(i => $"{i}").ToList();
        others[..^1].ForEach(line => _log.Information("{Line:l}", line));

        // A thread of its own, because it is blocked.
        var tooMany = Task.Factory.StartNew(() => _log.Information("{Line:l}", others[^1]), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Assert.ThrowsAsync<TimeoutException>(() => tooMany.WaitAsync(TimeSpan.FromMilliseconds(200)));
        _output.Open();
        await tooMany.WaitAsync(Patience);

        Assert.Equal(["first", .. others], _output.Lines);
    }

    [Fact]
    public void Many_threads_lose_no_line_and_each_keeps_its_order()
    {
        const int Threads = 8, Each = 2000;
        _output.Open();
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (var i = 0; i < Each; i++)
            {
                _log.Information("{Thread} {I}", thread, i);
            }
        });
        _log.Dispose();

        Assert.Equal(Threads * Each, _output.Lines.Count);
        Assert.All(_output.Lines.GroupBy(line => line.Split(' ')[0]), lines =>
            Assert.Equal(Enumerable.Range(0, Each), lines.Select(line => int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void A_line_that_cannot_be_formatted_costs_no_other()
    {
        _output.Open();
        _log.Information("before");
        _log.Information(new InvalidOperationException(Plain.Unspeakable), "half");
        _log.Information("after");
        _log.Dispose();

        Assert.Equal(["before", "after"], _output.Lines);
    }

    [Fact]
    public async Task An_output_that_failed_once_gets_the_lines_after_it()
    {
        _output.Open();
        _output.FailOnce();
        _log.Information("lost");
        await _output.HasFailed.WaitAsync(Patience);
        _log.Information("next");
        await _output.HasAsync("next").WaitAsync(Patience);
    }

    private sealed class Plain : ITextFormatter
    {
        public const string Unspeakable = "unspeakable";

        public void Format(LogEvent logEvent, TextWriter output)
        {
            output.Write(logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture));
            if (logEvent.Exception is { } exception)
            {
                throw exception;
            }

            output.WriteLine();
        }
    }

    /// <summary>Has what was flushed; takes nothing before it is opened.</summary>
    private sealed class HeldOutput : StringWriter
    {
        private readonly ManualResetEventSlim _isOpen = new();
        private readonly TaskCompletionSource _isWriting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _hasFailed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SemaphoreSlim _flushed = new(0);
        private bool _fails;
        private volatile string _taken = "";

        public HeldOutput()
            : base(System.Globalization.CultureInfo.InvariantCulture)
        {
        }

        public Task IsWriting => _isWriting.Task;

        public Task HasFailed => _hasFailed.Task;

        public IReadOnlyList<string> Lines => _taken.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        public void Open() => _isOpen.Set();

        public void FailOnce() => _fails = true;

        public async Task HasAsync(string line)
        {
            while (!Lines.Contains(line, StringComparer.Ordinal))
            {
                await _flushed.WaitAsync();
            }
        }

        public override void Flush()
        {
            _isWriting.TrySetResult();
            _isOpen.Wait();
            if (_fails)
            {
                _fails = false;
                _hasFailed.SetResult();
                throw new IOException("The disk is full.");
            }

            _taken = ToString();
            _flushed.Release();
        }

        protected override void Dispose(bool disposing)
        {
            _isOpen.Dispose();
            _flushed.Dispose();
            base.Dispose(disposing);
        }
    }
}
