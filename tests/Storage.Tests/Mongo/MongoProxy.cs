using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>
/// Stands between a store and its server and understands the protocol: it records the store's commands, and a test may
/// change the server's responses or withhold them.
/// </summary>
public sealed class MongoProxy : IAsyncDisposable
{
    private const int HeaderLength = 16;
    private const int OpReply = 1;
    private const int OpQuery = 2004;
    private const int OpMsg = 2013;

    private readonly DnsEndPoint _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, Task> _connections = [];
    private readonly ConcurrentQueue<BsonDocument> _asked = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;

    public MongoProxy(DnsEndPoint server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where stores connect.</summary>
    public DnsEndPoint EndPoint => new(IPAddress.Loopback.ToString(), ((IPEndPoint)_listener.LocalEndpoint).Port);

    /// <summary>
    /// Makes the store's response from its command and the server's response; <see langword="null"/> sends none.
    /// </summary>
    public Func<BsonDocument, BsonDocument, BsonDocument?> Answer { get; set; } = (_, answer) => answer;

    /// <summary>Every command of this name so far, in order.</summary>
    public IReadOnlyList<BsonDocument> Asked(string name) => [.. _asked.Where(command => command.GetElement(0).Name == name)];

    /// <summary>The server's response to a failed command.</summary>
    public static BsonDocument Failure(int code, string name) => new() { { "ok", 0.0 }, { "errmsg", name }, { "code", code }, { "codeName", name } };

    /// <summary>The response to a write that was done, but not acknowledged by a majority.</summary>
    public static BsonDocument WithoutMajority(BsonDocument answer, int code) => new BsonDocument(answer.Elements)
        .Set("writeConcernError", new BsonDocument { { "code", code }, { "errmsg", "waiting for replication timed out" } });

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        foreach (var socket in _connections.Keys)
        {
            socket.Dispose();
        }

        await _accepting;
        await Task.WhenAll(_connections.Values);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync(_stopping.Token);
                _connections[near] = CarryAsync(near);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
            return;
        }
    }

    private async Task CarryAsync(Socket near)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (near)
        {
            near.NoDelay = true;
            try
            {
                await far.ConnectAsync(_server);
                var open = new ConcurrentDictionary<int, BsonDocument>();
                await await Task.WhenAny(AskAsync(near, far, open), AnswerAsync(far, near, open));
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
            {
                // Either end hung up: this connection is over.
                return;
            }
        }
    }

    private async Task AskAsync(Socket near, Socket far, ConcurrentDictionary<int, BsonDocument> open)
    {
        while (await ReceiveAsync(near) is { } message)
        {
            var command = Command(message);
            open[BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(4))] = command;
            _asked.Enqueue(command);
            await far.SendAsync(message);
        }
    }

    private async Task AnswerAsync(Socket far, Socket near, ConcurrentDictionary<int, BsonDocument> open)
    {
        while (await ReceiveAsync(far) is { } message)
        {
            if (!open.TryRemove(BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(8)), out var command))
            {
                await near.SendAsync(message);
                continue;
            }

            var start = BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(12)) == OpReply ? HeaderLength + 20 : HeaderLength + 5;
            var answer = Read(message, start);
            if (Answer(command, answer) is { } given)
            {
                await near.SendAsync(ReferenceEquals(given, answer) ? message : Replace(message, start, given));
            }
        }
    }

    private static byte[] Replace(byte[] message, int start, BsonDocument document)
    {
        byte[] replaced = [.. message.AsSpan(0, start), .. document.ToBson()];
        BinaryPrimitives.WriteInt32LittleEndian(replaced, replaced.Length);
        return replaced;
    }

    private static async Task<byte[]?> ReceiveAsync(Socket socket)
    {
        var length = new byte[4];
        if (!await FillAsync(socket, length))
        {
            return null;
        }

        var message = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        length.CopyTo(message, 0);
        return await FillAsync(socket, message.AsMemory(4)) ? message : null;
    }

    private static async Task<bool> FillAsync(Socket socket, Memory<byte> buffer)
    {
        for (int read; buffer.Length > 0; buffer = buffer[read..])
        {
            if ((read = await socket.ReceiveAsync(buffer)) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static BsonDocument Command(byte[] message)
    {
        var at = HeaderLength + 4;
        switch (BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(12)))
        {
            case OpQuery:
                return Read(message, Array.IndexOf(message, (byte)0, at) + 9);
            case OpMsg:
                return Sections(message, at);
            case var other:
                throw new InvalidDataException($"Opcode {other} is none that a driver sends.");
        }
    }

    // A document, and any number of named arrays of documents that belong in it.
    private static BsonDocument Sections(byte[] message, int at)
    {
        var command = new BsonDocument();
        while (at < message.Length)
        {
            var kind = message[at++];
            var end = at + BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(at));
            if (kind == 0)
            {
                command.Merge(Read(message, at));
            }
            else
            {
                var zero = Array.IndexOf(message, (byte)0, at + 4);
                var documents = new BsonArray();
                for (var next = zero + 1; next < end; next += BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(next)))
                {
                    documents.Add(Read(message, next));
                }

                command.Add(System.Text.Encoding.UTF8.GetString(message, at + 4, zero - at - 4), documents);
            }

            at = end;
        }

        return command;
    }

    private static BsonDocument Read(byte[] message, int start) => BsonSerializer.Deserialize<BsonDocument>(
        message.AsSpan(start, BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(start))).ToArray());
}
