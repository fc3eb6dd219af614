using System.Diagnostics;

namespace Payouts.Host.Tests.Storage;

/// <summary>A file system of two megabytes in memory: one that can be filled to the last byte.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Size = 2 * 1024 * 1024;

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Mounts one.</summary>
    /// <returns><see langword="null"/> where that is not permitted.</returns>
    public static async Task<SmallDisk?> TryMountAsync()
    {
        var path = Directory.CreateTempSubdirectory("payouts-disk-").FullName;
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && await RunAsync("mount", "-t", "tmpfs", "-o", $"size={Size}", "tmpfs", path) == 0)
        {
            return new SmallDisk(path);
        }

        Directory.Delete(path);
        return null;
    }

    /// <summary>Leaves no room for one more byte.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (var block = new byte[4096]; ballast.Length <= Size;)
            {
                ballast.Write(block);
            }
        }
        catch (IOException full)
        {
            Assert.Contains("space", full.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(Ballast);

    public void Dispose()
    {
        RunAsync("umount", "--lazy", Path).GetAwaiter().GetResult();
        Directory.Delete(Path);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
