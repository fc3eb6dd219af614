using Payouts.Grains.AddressBook;
using Payouts.Grains.Audit;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Limits;
using Payouts.Grains.Payouts;

namespace Payouts.Simulation.Cluster;

/// <content>A reference to a grain of each kind.</content>
internal sealed partial class SimulatedGrains
{
    private sealed class PayoutSignals(SimulatedCluster cluster, string key) : IPayoutSignals
    {
        private readonly GrainId _id = Id(Payout, key);

        public async Task Wake() => await cluster.CallAsync(_id, async (PayoutGrain grain) =>
        {
            await grain.Wake();
            return true;
        });

        public Task<bool> Unpark() => cluster.CallAsync(_id, (PayoutGrain grain) => grain.Unpark());

        public Task<bool> Notify(ProviderReport report) => cluster.CallAsync(_id, (PayoutGrain grain) => grain.Notify(report));
    }

    private sealed class PayoutCalls(SimulatedCluster cluster, string key) : IPayoutGrain
    {
        private readonly GrainId _id = Id(Payout, key);

        public Task<CreatePayoutResult> Create(CreatePayout command) => cluster.CallAsync(_id, (PayoutGrain grain) => grain.Create(command));

        public Task<Payout?> GetPayout() => cluster.CallAsync(_id, (PayoutGrain grain) => grain.GetPayout());

        public Task<CancelPayoutResult> Cancel(long? expectedVersion, Caller? by) => cluster.CallAsync(_id, (PayoutGrain grain) => grain.Cancel(expectedVersion, by));

        public Task<OperateResult> LookUp(Caller by) => cluster.CallAsync(_id, (PayoutGrain grain) => grain.LookUp(by));

        public Task<OperateResult> ClaimAttention(string? note, Caller by) => cluster.CallAsync(_id, (PayoutGrain grain) => grain.ClaimAttention(note, by));

        public Task<OperateResult> ResolveAttention(long? expectedVersion, string note, Caller by) => cluster.CallAsync(_id, (PayoutGrain grain) => grain.ResolveAttention(expectedVersion, note, by));

        public Task<DecideResult> Decide(DecidePayout command) => cluster.CallAsync(_id, (PayoutGrain grain) => grain.Decide(command));

        public Task<CreatePayoutResult?> FindExisting(CreatePayout command) => cluster.CallAsync(_id, (PayoutGrain grain) => grain.FindExisting(command));
    }

    private sealed class LimitCalls(SimulatedCluster cluster, string key) : ILimitGrain
    {
        private readonly GrainId _id = Id(Limit, key);

        public Task<LimitAnswer> Reserve(ReserveLimit command) => cluster.CallAsync(_id, (LimitGrain grain) => grain.Reserve(command));

        public Task<LimitAnswer> Check(LimitCap cap, decimal amount) => cluster.CallAsync(_id, (LimitGrain grain) => grain.Check(cap, amount));

        /// <summary>One-way: whoever calls is not told how it went.</summary>
        public Task Confirm(string token)
        {
            _ = cluster.CallAsync(_id, async (LimitGrain grain) =>
            {
                await grain.Confirm(token);
                return true;
            });
            return Task.CompletedTask;
        }

        public Task Forget(string token) => cluster.CallAsync(_id, async (LimitGrain grain) =>
        {
            await grain.Forget(token);
            return true;
        });

        public Task<bool> Release(ReleaseLimit command) => cluster.CallAsync(_id, (LimitGrain grain) => grain.Release(command));

        public Task<LimitUsage> Usage() => cluster.CallAsync(_id, (LimitGrain grain) => grain.Usage());
    }

    private sealed class BookCalls(SimulatedCluster cluster, string key) : IAddressBookGrain
    {
        private readonly GrainId _id = Id(Book, key);

        public Task<BookAnswer> Add(AddAddress command) => cluster.CallAsync(_id, (AddressBookGrain grain) => grain.Add(command));

        public Task<BookAnswer> Activate(ActivateAddress command) => cluster.CallAsync(_id, (AddressBookGrain grain) => grain.Activate(command));

        public Task<BookAnswer> Revoke(RevokeAddress command) => cluster.CallAsync(_id, (AddressBookGrain grain) => grain.Revoke(command));

        public Task<BookAnswer> Find(string id) => cluster.CallAsync(_id, (AddressBookGrain grain) => grain.Find(id), interleaves: true);

        public Task<BookPage> List(BookQuery query) => cluster.CallAsync(_id, (AddressBookGrain grain) => grain.List(query), interleaves: true);

        public Task<AddressStanding> Standing(string id, string shape, string asset) =>
            cluster.CallAsync(_id, (AddressBookGrain grain) => grain.Standing(id, shape, asset), interleaves: true);
    }

    private sealed class AuditCalls(SimulatedCluster cluster, string key) : IAuditGrain
    {
        private readonly GrainId _id = Id(Audit, key);

        public Task<AuditEntry> Append(AuditDraft draft) => cluster.CallAsync(_id, (AuditGrain grain) => grain.Append(draft));

        public Task<AuditHead> Head() => cluster.CallAsync(_id, (AuditGrain grain) => grain.Head());

        public Task Checkpointed(long n) => cluster.CallAsync(_id, async (AuditGrain grain) =>
        {
            await grain.Checkpointed(n);
            return n;
        });
    }
}
