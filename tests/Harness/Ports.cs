using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Payouts.Harness;

/// <summary>Ports of this machine.</summary>
public static class Ports
{
    // Below the system's own range: an outgoing connection must not take the port of a server that is down for a moment.
    private const int First = 15_000;
    private const int Last = 32_000;

    /// <summary>One that nobody listens on now.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last);
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                continue;
            }
        }
    }
}
