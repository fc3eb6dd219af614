using Payouts.Addresses;
using Payouts.Grains.AddressBook;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Simulation.Running;
using Payouts.Simulation.Storage;

namespace Payouts.Simulation.Audit;

/// <summary>What must be true of the receiver when a payout is first sent.</summary>
internal static class AddressRules
{
    /// <summary>A write that was begun in time, until it is durable.</summary>
    private static readonly TimeSpan Write = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long after a revocation the intent to send may still become durable: what the book said is believed for a while, and so is what was judged by it.
    /// </summary>
    private static readonly TimeSpan Reach = AddressBookGrain.Trusted + LimitHold.UsableFor + Write;

    public static void CheckSent(Row row, World world)
    {
        var request = row.State.Payout.Request;
        if (!world.Documents.PoliciesFrom(row.MadeAt - DecisionRules.Reach).All(policy => policy.NeedsAddress(request.ClientId)))
        {
            // What was made when nothing was asked for is not asked for it later.
            return;
        }

        var id = AddressId.Of(request.ClientId, request.Network, request.WalletAddress, request.Memo);
        var entries = world.Documents.Entries.Where(entry => entry.ClientId == request.ClientId && entry.Id == id).ToList();
        world.Tally.Count("creates sent to an address that has to be known");
        Rule.Holds(
            entries.Any(entry => entry.ActiveAt <= world.Agenda.Elapsed + world.Clocks.Spread && !(row.IntendedAt > entry.RevokedAt + Reach)),
            "address",
            () => $"a request of {row.Id} left, whose intent is of {row.IntendedAt}; its address: {string.Join(", ", entries.Select(entry => $"active from {entry.ActiveAt}, revoked at {entry.RevokedAt}"))}");
    }
}
