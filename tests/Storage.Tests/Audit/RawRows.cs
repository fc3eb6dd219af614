using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Audit;

/// <summary>What somebody with the database's password can do to stored payouts, behind the service's back.</summary>
public abstract class RawRows : IAsyncDisposable
{
    /// <summary>The database.</summary>
    public abstract StoreDatabase Database { get; }

    /// <summary>Where it is.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>Flips one bit of a random field of a random payout.</summary>
    /// <returns><see langword="null"/> if the database refuses what would come of it.</returns>
    public abstract Task<Flip?> FlipPayoutAsync(Random random);

    /// <summary>Flips one bit of a random field of an event.</summary>
    /// <param name="random">Chooses the field.</param>
    /// <param name="number">The event, in their order, from 0.</param>
    /// <returns><see langword="null"/> if the database refuses what would come of it.</returns>
    public abstract Task<Flip?> FlipEventAsync(Random random, int number);

    /// <summary>A payout's row as it is now, to be put back later.</summary>
    public abstract Task<object> TakeAsync(string id);

    /// <summary>Puts back a row over what is there now, if anything is.</summary>
    public abstract Task PutAsync(string id, object row);

    /// <summary>Deletes a payout's row.</summary>
    public abstract Task DeleteAsync(string id);

    /// <summary>Deletes all events of a payout; before its row.</summary>
    public abstract Task DeleteEventsAsync(string id);

    /// <summary>Exchanges what two payouts' rows say, but for their ids.</summary>
    public abstract Task SwapAsync(string one, string other);

    /// <summary>Closes what it has open.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A text with one bit of its bytes flipped.</summary>
    protected static byte[] Flipped(Random random, byte[] bytes)
    {
        var flipped = bytes.ToArray();
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }
}

/// <summary>A bit that was flipped.</summary>
/// <param name="Field">Where.</param>
/// <param name="Undo">Flips it back.</param>
public sealed record Flip(string Field, Func<Task> Undo);
