using Payouts.Throughput.Wire;

namespace Payouts.Throughput;

/// <summary>The creates of a load; each connection for a client of its own.</summary>
/// <param name="client">What the clients' names begin with.</param>
/// <param name="connections">How many there are.</param>
/// <param name="scheduledFor">When the payouts are to be sent; <see langword="null"/>: at once.</param>
internal sealed class Orders(string client, int connections, DateTimeOffset? scheduledFor = null)
{
    private readonly Requests.CreateRequest[] _requests =
        [.. Enumerable.Range(0, connections).Select(connection => Requests.Create($"{client}-{connection}", scheduledFor))];

    /// <summary>The next request of a connection.</summary>
    public ReadOnlyMemory<byte> Next(int connection, int number) => _requests[connection].Number(number);

    /// <summary>Of which payout an answer spoke.</summary>
    public string Id(OpenResponse answer) => _requests[answer.Connection].Id(answer.Number);
}
