using System.Globalization;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Simulation.Cluster;

/// <summary>What grains call other grains with.</summary>
internal sealed class SimulatedGrains(SimulatedCluster cluster) : IGrainFactory
{
    public const string Payout = "payout";
    public const string Client = "client";
    public const string Lane = "lane";
    public const string Pauses = "pauses";
    public const string Sweeper = "sweeper";
    public const string Webhook = "webhook";

    public static GrainId Id(string type, string key) => GrainId.Create(type, key);

    public static GrainId Id(string type, int key) => GrainId.Create(GrainType.Create(type), GrainIdKeyExtensions.CreateIntegerKey(key));

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey => typeof(TGrainInterface) switch
        {
            var type when type == typeof(IPayoutSignals) => (TGrainInterface)(object)new PayoutSignals(cluster, primaryKey),
            var type when type == typeof(IPayoutGrain) => (TGrainInterface)(object)new PayoutCalls(cluster, primaryKey),
            var type => throw new NotSupportedException(type.Name),
        };

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey => throw new NotSupportedException();

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId) => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => throw new NotSupportedException();

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
}
