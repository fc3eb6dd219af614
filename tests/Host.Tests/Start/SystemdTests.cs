using System.Net.Sockets;
using System.Text;
using Payouts.Harness;

namespace Payouts.Host.Tests.Start;

/// <summary>What <c>Type=notify</c> of deploy/payouts.service waits for.</summary>
public sealed class SystemdTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_host_tells_systemd_when_it_serves_and_when_it_stops()
    {
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint($"{_folder.Path}/notify"));
        await using var host = ProcessBuilder.Standalone().With(new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["NOTIFY_SOCKET"] = $"{_folder.Path}/notify" }).RunIn(_folder.Path).Start();

        Assert.Equal("READY=1", await HearAsync(systemd));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.Address };
        using var answer = await http.GetAsync("/health/live");
        Assert.True(answer.IsSuccessStatusCode);

        await host.StopAsync();

        Assert.Equal("STOPPING=1", await HearAsync(systemd));
        Assert.Equal(0, host.ExitCode);
    }

    private static async Task<string> HearAsync(Socket socket)
    {
        var bytes = new byte[256];
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return Encoding.UTF8.GetString(bytes, 0, await socket.ReceiveAsync(bytes, timeout.Token));
    }
}
