using Heleket.Simulator.Persistence;

namespace Heleket.Simulator;

/// <content>Control of the wallets.</content>
public sealed partial class HeleketSimulator
{
    /// <summary>Sets the spendable balance of a business wallet, and opens it if necessary.</summary>
    /// <param name="currency">Coin code.</param>
    /// <param name="available">In units of the coin: 0 to 10,000,000,000, at most 8 decimals.</param>
    /// <exception cref="ArgumentException">A value is out of bounds.</exception>
    public void SetBalance(string currency, decimal available)
    {
        ArgumentNullException.ThrowIfNull(currency);
        Bounds.Code(nameof(currency), currency);
        Bounds.Amount(nameof(available), available);
        lock (_state.Gate)
        {
            _state.SetAvailable(currency, available);
        }
    }

    /// <summary>
    /// Adds money to a business wallet, opened if necessary, or takes some out, as a transfer from Heleket's own pages
    /// does. Never more than there is.
    /// </summary>
    /// <param name="currency">Coin code.</param>
    /// <param name="add">In units of the coin: up to 10,000,000,000 either way, at most 8 decimals.</param>
    /// <exception cref="ArgumentException">A value is out of bounds, or the wallet does not hold as much.</exception>
    public void AddToBalance(string currency, decimal add)
    {
        ArgumentNullException.ThrowIfNull(currency);
        Bounds.Code(nameof(currency), currency);
        Bounds.Amount(nameof(add), add, -Bounds.Most);
        lock (_state.Gate)
        {
            var available = _state.Wallets.Available(currency) ?? 0;
            if (add < 0 && available + add < 0)
            {
                throw new ArgumentException($"{nameof(add)} takes more than the {Wire.Plain(available)} {currency.ToUpperInvariant()} that are available.");
            }

            _state.AddAvailable(currency, add);
        }
    }

    /// <summary>
    /// Lets money come into a business wallet by itself, second by second, from now on. Replaces what came in before.
    /// </summary>
    /// <param name="currency">Coin code.</param>
    /// <param name="perMinute">In units of the coin: 0 (none) to 1,000,000,000, at most 8 decimals.</param>
    /// <exception cref="ArgumentException">A value is out of bounds.</exception>
    public void SetTrickle(string currency, decimal perMinute)
    {
        ArgumentNullException.ThrowIfNull(currency);
        Bounds.Code(nameof(currency), currency);
        Bounds.Amount("per_minute", perMinute, most: 1_000_000_000m);
        lock (_state.Gate)
        {
            var now = _state.Time.GetUtcNow();
            _state.Wallets.SetTrickle(currency, perMinute, now);
            _state.Journal.Write(new JournalLine(JournalKind.Trickle) { Currency = currency, PerMinute = perMinute, At = now });
        }
    }
}
