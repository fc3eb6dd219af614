using System.Buffers.Binary;
using System.Net.Sockets;

namespace Payouts.Throughput;

/// <summary>
/// How many bytes another process of ours allocated. The runtime counts them; a start-up hook in that process tells the count to whoever connects to
/// a socket in the tool's folder. It costs a thread that sleeps, and nothing while nobody asks.
/// </summary>
internal static class Allocations
{
    private const string Setting = "THROUGHPUT_ALLOCATIONS";

    /// <summary>Adds what a process needs to answer.</summary>
    /// <param name="settings">Its environment.</param>
    /// <param name="folder">Where its socket is to be.</param>
    public static void Watch(Dictionary<string, string> settings, string folder)
    {
        settings["DOTNET_STARTUP_HOOKS"] = typeof(Allocations).Assembly.Location;
        settings[Setting] = folder;
    }

    /// <summary>Bytes allocated since the process began, all threads included, to the byte.</summary>
    public static async Task<long> ReadAsync(string folder, int process)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Place(folder, process)));
        await using var stream = new NetworkStream(socket);
        var count = new byte[sizeof(long)];
        await stream.ReadExactlyAsync(count);
        return BinaryPrimitives.ReadInt64LittleEndian(count);
    }

    /// <summary>In the process that is watched: answers from now on.</summary>
    public static void Answer()
    {
        var folder = Environment.GetEnvironmentVariable(Setting) ?? throw new InvalidOperationException($"{Setting} must name a folder.");
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Place(folder, Environment.ProcessId)));
        listener.Listen();
        new Thread(() => Serve(listener)) { IsBackground = true, Name = "allocations" }.Start();
    }

    private static void Serve(Socket listener)
    {
        var count = new byte[sizeof(long)];
        while (true)
        {
            using var socket = listener.Accept();
            BinaryPrimitives.WriteInt64LittleEndian(count, GC.GetTotalAllocatedBytes(precise: true));
            socket.Send(count);
        }
    }

    private static string Place(string folder, int process) => Path.Combine(folder, $"{process}.allocations");
}
