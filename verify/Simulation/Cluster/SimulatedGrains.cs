using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Simulation.Cluster;

/// <summary>What grains call other grains with.</summary>
internal sealed partial class SimulatedGrains(SimulatedCluster cluster) : IGrainFactory
{
    public const string Audit = "audit";
    public const string Book = "address-book";
    public const string Limit = "limit";
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
            var type when type == typeof(ILimitGrain) => (TGrainInterface)(object)new LimitCalls(cluster, primaryKey),
            var type when type == typeof(IAddressBookGrain) => (TGrainInterface)(object)new BookCalls(cluster, primaryKey),
            var type when type == typeof(IAuditGrain) => (TGrainInterface)(object)new AuditCalls(cluster, primaryKey),
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
}
