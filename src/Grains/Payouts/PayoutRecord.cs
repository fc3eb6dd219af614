using System.Collections.Immutable;
using Orleans.Storage;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>The one way in which a payout's record is read and written.</summary>
internal static class PayoutRecord
{
    private const string StateName = "payout";

    private static readonly GrainType Type = GrainType.Create("payout");

    /// <summary>Reads what is stored under an id, if anything.</summary>
    public static async Task<PayoutGrainState> ReadAsync(IGrainStorage storage, string id)
    {
        var read = new PayoutGrainState();
        await storage.ReadStateAsync(StateName, GrainId.Create(Type, id), read);
        return read;
    }

    /// <summary>Makes the next state durable, or the first one unless there is one already.</summary>
    /// <returns>
    /// What is stored: the next state with its chain, the same payout; or the payout that came before a first one.
    /// </returns>
    /// <exception cref="OrleansException">
    /// It may be stored or not: whoever wrote it no longer knows what is, and must read again.
    /// </exception>
    public static async Task<PayoutGrainState> WriteAsync(IGrainStorage storage, AuditKeys keys, PayoutGrainState before, PayoutState state)
    {
        var (chained, events) = AuditChain.Extend(keys, before.State, state);
        var next = new PayoutGrainState(before, chained, events);
        try
        {
            await storage.WriteStateAsync(StateName, GrainId.Create(Type, state.Payout.Id), next);
            return next;
        }
        catch (InconsistentStateException) when (!before.RecordExists)
        {
            var existing = await ReadAsync(storage, state.Payout.Id);
            if (existing.RecordExists)
            {
                return existing;
            }

            throw;
        }
    }

    /// <summary>The answer to a create that came after another one under the same key.</summary>
    public static CreatePayoutResult Existing(PayoutState stored, CreatePayout command) =>
        new(Standing.Show(stored), false, [.. RequestDifferences.Between(stored.Payout.Request, command.Request)]);

    /// <summary>The answer to the create that made the payout.</summary>
    public static CreatePayoutResult Created(PayoutState stored) => new(Standing.Show(stored), true, ImmutableArray<string>.Empty);
}
