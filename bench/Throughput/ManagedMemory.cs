using System.Buffers.Binary;
using System.Net.Sockets;

namespace Payouts.Throughput;

/// <summary>
/// What another process of ours does with managed memory, in bytes. Its runtime counts; a start-up hook in that process tells the counts to whoever
/// connects to a socket in the tool's folder. It costs a thread that sleeps, and nothing while nobody asks.
/// </summary>
/// <param name="Allocated">Since the process began, all threads included, to the byte.</param>
/// <param name="Live">What the last collection of the whole heap found in use; 0 before the first.</param>
/// <param name="Committed">What the collector has of the system, in use or not.</param>
internal readonly record struct ManagedMemory(long Allocated, long Live, long Committed)
{
    private const string Setting = "THROUGHPUT_MEMORY";
    private const int Length = 3 * sizeof(long);

    /// <summary>The settings that let a process answer.</summary>
    /// <param name="folder">Where its socket is to be.</param>
    public static IEnumerable<KeyValuePair<string, string>> Settings(string folder) =>
        [new("DOTNET_STARTUP_HOOKS", typeof(ManagedMemory).Assembly.Location), new(Setting, folder)];

    /// <summary>As it is now.</summary>
    public static async Task<ManagedMemory> ReadAsync(string folder, int process)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Place(folder, process)));
        await using var stream = new NetworkStream(socket);
        var bytes = new byte[Length];
        await stream.ReadExactlyAsync(bytes);
        return new ManagedMemory(Part(0), Part(1), Part(2));

        long Part(int number) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(number * sizeof(long)));
    }

    /// <summary>In the process that is watched: answers from now on.</summary>
    public static void Answer()
    {
        var folder = Environment.GetEnvironmentVariable(Setting) ?? throw new InvalidOperationException($"{Setting} must name a folder.");
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Place(folder, Environment.ProcessId)));
        listener.Listen();
        new Thread(() => Serve(listener)) { IsBackground = true, Name = "managed memory" }.Start();
    }

    private static void Serve(Socket listener)
    {
        var bytes = new byte[Length];
        while (true)
        {
            using var socket = listener.Accept();
            var (background, blocking) = (GC.GetGCMemoryInfo(GCKind.Background), GC.GetGCMemoryInfo(GCKind.FullBlocking));
            var whole = background.Index > blocking.Index ? background : blocking;
            BinaryPrimitives.WriteInt64LittleEndian(bytes, GC.GetTotalAllocatedBytes(precise: true));
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(long)), whole.HeapSizeBytes - whole.FragmentedBytes);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(2 * sizeof(long)), GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes);
            socket.Send(bytes);
        }
    }

    private static string Place(string folder, int process) => Path.Combine(folder, $"{process}.memory");
}
