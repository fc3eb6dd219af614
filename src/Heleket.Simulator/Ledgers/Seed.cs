using Heleket.Simulator.Payouts;

namespace Heleket.Simulator.Ledgers;

/// <summary>A line that was not taken.</summary>
/// <param name="Line">Its number in the file, from 1.</param>
/// <param name="Message">What is wrong with it, by member.</param>
public sealed record BadLine(int Line, string Message);

/// <summary>
/// Settled payouts on their way into the ledger: collected line by line, then stored all or none. What they cost counts
/// as having been put in before, so balances stay as they are.
/// </summary>
internal sealed class Seed(SimulatorState state)
{
    /// <summary>More bad lines than these are only counted.</summary>
    public const int Told = 20;

    private readonly List<(int Line, SimulatedPayout Payout)> _payouts = [];
    private readonly List<BadLine> _bad = [];
    private readonly HashSet<string> _orders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _uuids = new(StringComparer.OrdinalIgnoreCase);
    private readonly DateTimeOffset _now = state.Time.GetUtcNow();

    /// <summary>The first bad lines.</summary>
    public IReadOnlyList<BadLine> Bad => _bad;

    /// <summary>The number of bad lines.</summary>
    public int BadCount { get; private set; }

    /// <summary>Takes a line.</summary>
    public void Add(int number, SeedLine line)
    {
        SimulatedPayout payout;
        try
        {
            payout = line.ToPayout(state, _now);
        }
        catch (ArgumentException mistake)
        {
            Refuse(number, mistake.Message);
            return;
        }

        if (!_orders.Add(payout.OrderId))
        {
            Refuse(number, "order_id is in the file twice.");
        }
        else if (!_uuids.Add(payout.Uuid))
        {
            Refuse(number, "uuid is in the file twice.");
        }
        else if (BadCount == 0)
        {
            _payouts.Add((number, payout));
        }
    }

    /// <summary>Refuses a line, and with it the file.</summary>
    public void Refuse(int number, string message)
    {
        BadCount++;
        if (_bad.Count < Told)
        {
            _bad.Add(new BadLine(number, message));
        }

        _payouts.Clear();
    }

    /// <summary>Stores them, if every line was good. The caller holds the lock.</summary>
    /// <returns>The number stored.</returns>
    public int Store()
    {
        foreach (var (line, payout) in _payouts)
        {
            var taken = state.Book.TryByOrder(payout.OrderId, out _) ? "order_id" : state.Book.TryByUuid(payout.Uuid, out _) ? "uuid" : null;
            if (taken is not null)
            {
                BadCount++;
                _bad.Add(new BadLine(line, $"{taken} is stored already."));
            }

            if (_bad.Count == Told)
            {
                break;
            }
        }

        if (BadCount > 0)
        {
            return 0;
        }

        List<SimulatedPayout> payouts = [.. _payouts.Select(taken => taken.Payout)];
        state.Seed(payouts);
        state.Journal.WriteSeed(payouts);
        return payouts.Count;
    }
}
