using Payouts.Grains.Audit;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Tests.Contract;
using Payouts.Storage.Tests.Documents;
using static Payouts.Grains.Interfaces.Audit.AuditFaultKind;

namespace Payouts.Storage.Tests.Audit;

/// <content>What is there, and what a verification says of it.</content>
public abstract partial class AlterationContract
{
    private static IEnumerable<AuditFault> Timeless(IEnumerable<AuditFault> faults) => faults.Select(fault => fault with { At = null });

    private async Task<List<AuditFaultKind>> KindsAsync() => [.. (await FaultsAsync()).Select(fault => fault.Kind).Distinct()];

    /// <summary>What a row now shows that it did not before; <see langword="null"/> if all reads the same.</summary>
    private async Task<AuditFaultKind?> ChangedAsync()
    {
        var rows = (await Store.ReadRowsAsync("", 1000, CancellationToken.None)).ToDictionary(row => row.Id);
        foreach (var payout in Payouts)
        {
            // One whose id was altered is a row that is not its own.
            if (!rows.TryGetValue(payout.Payout.Id, out var row) || row.State is not { } state
                || row.Differing is not [])
            {
                return HeadMismatch;
            }

            if (Text(state) == Text(payout))
            {
                continue;
            }

            return Text(WithRequest(state, payout)) == Text(payout) ? RequestAltered
                : Text(state with { Payout = state.Payout with { ResponseLogs = payout.Payout.ResponseLogs } }) == Text(payout) ? EntryAltered
                : HeadMismatch;
        }

        return null;
    }

    /// <summary>What the events say, in their order: their places may be any that leave it as it is.</summary>
    private async Task<List<EventRow>?> EventsAsync()
    {
        try
        {
            return [.. (await Store.ReadEventsAsync(null, 1000, CancellationToken.None)).Events.Select(stored => stored.Row)];
        }
        catch (Exception exception) when (AuditDocuments.IsOfData(exception))
        {
            return null;
        }
    }

    private static PayoutState WithRequest(PayoutState state, PayoutState other) => state with { Payout = state.Payout with { Request = other.Payout.Request } };

    // Zeros at the end of an amount are no part of it.
    private static string Text(PayoutState state) => A.Document(state with
    {
        Payout = state.Payout with { Request = state.Payout.Request with { Amount = state.Payout.Request.Amount / 1.0000000000000000000m } },
    });
}
