namespace Payouts.Grains.Interfaces.Events;

/// <summary>
/// A place in the order of events, which each database makes in its own way (docs/adr/0027). Compared member by member;
/// nothing is ever inserted at or before a place that a reader was given.
/// </summary>
/// <param name="Epoch">PostgreSQL: how often the tables moved to a server with lower transaction ids. Else 0.</param>
/// <param name="Transaction">PostgreSQL: the id of the transaction that wrote the event. Else 0.</param>
/// <param name="Number">The row's own number, rising within one transaction.</param>
[GenerateSerializer, Immutable, Alias("payouts.EventPosition")]
public readonly record struct EventPosition(
    [property: Id(0)] int Epoch,
    [property: Id(1)] ulong Transaction,
    [property: Id(2)] long Number) : IComparable<EventPosition>
{
    /// <summary>Before every event.</summary>
    public static EventPosition Start => default;

    /// <inheritdoc/>
    public int CompareTo(EventPosition other) =>
        (Epoch, Transaction, Number).CompareTo((other.Epoch, other.Transaction, other.Number));

    /// <summary>Whether the left place comes before the right one.</summary>
    public static bool operator <(EventPosition left, EventPosition right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left place comes after the right one.</summary>
    public static bool operator >(EventPosition left, EventPosition right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left place comes before the right one, or is the same.</summary>
    public static bool operator <=(EventPosition left, EventPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left place comes after the right one, or is the same.</summary>
    public static bool operator >=(EventPosition left, EventPosition right) => left.CompareTo(right) >= 0;
}
