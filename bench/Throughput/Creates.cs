namespace Payouts.Throughput;

/// <summary>What the connections of a load send to create payouts.</summary>
internal static class Creates
{
    /// <summary>Without end; each connection for a client of its own.</summary>
    public static Func<int, int, ReadOnlyMemory<byte>?> Endless(int connections, string client, DateTimeOffset? scheduledFor, Func<int> number)
    {
        var orders = new Orders(client, connections, scheduledFor);
        return (connection, _) => orders.Next(connection, number());
    }

    /// <summary>So many a connection, to be sent at once.</summary>
    public static Func<int, int, ReadOnlyMemory<byte>?> Counted(int connections, int share, string client, Func<int> number)
    {
        var next = Endless(connections, client, null, number);
        return (connection, sent) => sent < share ? next(connection, sent) : null;
    }
}
