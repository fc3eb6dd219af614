using System.Globalization;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Throughput;

/// <summary>What Linux knows of a process: <c>/proc/PID/stat</c> and <c>/proc/PID/status</c>.</summary>
internal static class Processor
{
    private const long TicksPerSecond = 100;

    // Counted after the name in brackets, which may contain anything.
    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const int ChildrensUserTime = 13;
    private const int ChildrensSystemTime = 14;
    private const int Parent = 1;

    /// <summary>Processor time so far.</summary>
    public static TimeSpan TimeOf(int process) => Sum(Fields(process), UserTime, SystemTime);

    /// <summary>Processor time so far of a server and its children, those that ended included.</summary>
    public static TimeSpan TimeOfFamily(int process)
    {
        var own = Sum(Fields(process), UserTime, SystemTime, ChildrensUserTime, ChildrensSystemTime);
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Fields(id) : [])
            .Where(fields => fields.Length > 0 && fields[Parent] == process.ToString(CultureInfo.InvariantCulture));
        return children.Aggregate(own, (sum, fields) => sum + Sum(fields, UserTime, SystemTime));
    }

    /// <summary>Bytes in memory.</summary>
    public static long ResidentBytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6).Trim()[..^3].Trim(), NumberStyles.None, CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>Open TCP connections of a process to a port, by <c>/proc/net/tcp</c> and <c>tcp6</c>.</summary>
    public static int ConnectionsTo(int process, int port)
    {
        const int remote = 2, state = 3, inode = 9;
        const string established = "01";
        var own = Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Select(entry => new FileInfo(entry).LinkTarget).ToHashSet();
        var end = $":{port:X4}";
        return File.ReadLines($"/proc/{process}/net/tcp").Concat(File.ReadLines($"/proc/{process}/net/tcp6"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(fields => fields[state] == established && fields[remote].EndsWith(end, StringComparison.Ordinal) && own.Contains($"socket:[{fields[inode]}]"));
    }

    private static TimeSpan Sum(string[] fields, params ReadOnlySpan<int> which)
    {
        long ticks = 0;
        foreach (var field in which)
        {
            ticks += long.Parse(fields[field], CultureInfo.InvariantCulture);
        }

        return TimeSpan.FromTicks(ticks * (TimeSpan.TicksPerSecond / TicksPerSecond));
    }

    /// <returns>Nothing when the process has ended.</returns>
    private static string[] Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
