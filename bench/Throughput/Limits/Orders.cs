using Payouts.Throughput.Wire;

namespace Payouts.Throughput.Limits;

/// <summary>The creates of an open load, to be sent at once; each connection for a client of its own.</summary>
internal sealed class Orders(string client, int connections)
{
    private readonly Requests.CreateRequest[] _requests =
        [.. Enumerable.Range(0, connections).Select(connection => Requests.Create($"{client}-{connection}", null))];

    /// <summary>The next request of a connection.</summary>
    public ReadOnlyMemory<byte> Next(int connection, int number) => _requests[connection].Number(number);

    /// <summary>Of which payout an answer spoke.</summary>
    public string Id(OpenAnswer answer) => _requests[answer.Connection].Id(answer.Number);
}
