using System.Net;

namespace Payouts.Fuzz.Responses;

/// <summary>How an answer reaches the client, if it does.</summary>
internal enum Delivery
{
    Whole,
    InSmallPieces,
    CutOff,
    Endless,
    Redirected,
    FailsBeforeTheBody,
    FailsAfterTheBody,
}

/// <summary>One answer of Heleket's, with what its receiver must make of it.</summary>
/// <param name="Status">HTTP's.</param>
/// <param name="Body">As sent, if it is sent whole.</param>
/// <param name="Headers">Of the answer and its content.</param>
/// <param name="Delivery">How it comes.</param>
internal sealed record FakeResponse(int Status, byte[] Body, IReadOnlyList<(string Name, string Value)> Headers, Delivery Delivery)
{
    /// <summary>Whether the client can have seen all of the body.</summary>
    public bool IsWhole => Delivery is Delivery.Whole or Delivery.InSmallPieces;

    /// <summary>Whether it says that its body is in a coding; which then is none that anybody knows.</summary>
    public bool IsCoded => Headers.Any(static header => header.Name == "Content-Encoding");

    public override string ToString() => $"{Delivery} {Status} {string.Join("; ", Headers)} {System.Text.Encoding.Latin1.GetString(Body)}";
}

/// <summary>Answers every request with the same answer, as a network would hand it over.</summary>
internal sealed class FakeHeleket : HttpMessageHandler
{
    private static readonly Uri Elsewhere = new("https://elsewhere.example/v1/payout");

    public required FakeResponse Answer { get; set; }

    /// <summary>Of the answer's body, as far as the client has read it.</summary>
    public long BytesRead { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        BytesRead = 0;
        if (Answer.Delivery == Delivery.FailsBeforeTheBody)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "No connection.");
        }

        await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
        if (Answer.Delivery == Delivery.FailsAfterTheBody)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "No answer.");
        }

        if (Answer.Delivery == Delivery.Redirected)
        {
            request.RequestUri = Elsewhere;
        }

        var response = new HttpResponseMessage((HttpStatusCode)Answer.Status) { RequestMessage = request, Content = new StreamContent(new ResponseStream(this)) };
        foreach (var (name, value) in Answer.Headers)
        {
            _ = response.Headers.TryAddWithoutValidation(name, value) || response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    /// <summary>The body as it comes in.</summary>
    private sealed class ResponseStream(FakeHeleket heleket) : Stream
    {
        private const int SmallPiece = 3;

        private readonly FakeResponse _answer = heleket.Answer;
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var body = _answer.Body;
            if (_at == body.Length && _answer.Delivery == Delivery.CutOff)
            {
                throw new IOException("Cut off.");
            }

            if (_at == body.Length && _answer.Delivery == Delivery.Endless)
            {
                buffer.Fill((byte)' ');
                heleket.BytesRead += buffer.Length;
                return buffer.Length;
            }

            var count = Math.Min(Math.Min(_answer.Delivery == Delivery.InSmallPieces ? SmallPiece : int.MaxValue, buffer.Length), body.Length - _at);
            body.AsSpan(_at, count).CopyTo(buffer);
            (_at, heleket.BytesRead) = (_at + count, heleket.BytesRead + count);
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

/// <summary>A clock that leaps a minute with each case, so that no case's failures open the circuit for another, and on which nothing ever times out.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Leap() => _now += TimeSpan.FromMinutes(1);

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

    private sealed class Never : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
