using System.Collections.Immutable;
using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Grains.Interfaces.Controls;

/// <summary>Sets and lifts pauses, durably before it returns. One grain, under <see cref="Key"/>.</summary>
[GrainInterfaceType("Payouts.IPausesGrain")]
[Alias("payouts.IPausesGrain")]
public interface IPausesGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "pauses";

    /// <summary>The most pauses at a time.</summary>
    const int MostPauses = 1000;

    /// <summary>Returns all pauses, with what waits for them. Nothing waits for it, a pause least of all.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<PauseList> Read();

    /// <summary>Sets a pause. Repeating it changes nothing, or only the reason.</summary>
    /// <param name="scope">As <see cref="PauseScope.ToString"/> writes it.</param>
    /// <param name="reason">1 to 500 characters.</param>
    /// <param name="by">Who sets it.</param>
    [Alias("Pause")]
    Task<PauseAnswer> Pause(string scope, string reason, Caller by);

    /// <summary>Lifts a pause.</summary>
    /// <param name="scope">As <see cref="PauseScope.ToString"/> writes it.</param>
    /// <param name="versions">The versions that the caller has seen: of the pause, or of all; default: any.</param>
    /// <param name="reason">1 to 500 characters.</param>
    /// <param name="by">Who lifts it.</param>
    [Alias("Lift")]
    Task<PauseAnswer> Lift(string scope, ImmutableArray<long> versions, string reason, Caller by);
}

/// <summary>One pause.</summary>
/// <param name="Scope">What it holds back, as <see cref="PauseScope.ToString"/> writes it.</param>
/// <param name="Reason">Why, in somebody's words.</param>
/// <param name="By">Who set it, or gave it its reason.</param>
/// <param name="At">Since when it holds.</param>
/// <param name="Version">Of all pauses, when this one was last changed.</param>
[GenerateSerializer, Immutable, Alias("payouts.Pause")]
public sealed record Pause(
    [property: Id(0)] string Scope,
    [property: Id(1)] string Reason,
    [property: Id(2)] Caller By,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] long Version);

/// <summary>All pauses.</summary>
/// <param name="Version">How often they were changed.</param>
/// <param name="Pauses">In the order of their setting.</param>
/// <param name="Lease">After so long at the latest a change holds on every silo.</param>
/// <param name="Waiting">What waits, by client, asset and network.</param>
[GenerateSerializer, Immutable, Alias("payouts.PauseList")]
public sealed record PauseList(
    [property: Id(0)] int Version,
    [property: Id(1)] ImmutableArray<Pause> Pauses,
    [property: Id(2)] TimeSpan Lease,
    [property: Id(3)] ImmutableArray<ParkedSum> Waiting);

/// <summary>Parked payouts of one client, asset and network.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Network">The network.</param>
/// <param name="Count">How many.</param>
/// <param name="Amount">The sum of their amounts.</param>
[GenerateSerializer, Immutable, Alias("payouts.ParkedSum")]
public sealed record ParkedSum(
    [property: Id(0)] string ClientId,
    [property: Id(1)] string Asset,
    [property: Id(2)] string Network,
    [property: Id(3)] long Count,
    [property: Id(4)] Sum Amount);

/// <summary>What became of a change.</summary>
[GenerateSerializer, Alias("payouts.PauseVerdict")]
public enum PauseVerdict
{
    /// <summary>It is done, by this call or an earlier one.</summary>
    Done,

    /// <summary>There is no such pause.</summary>
    NotFound,

    /// <summary>The pause is at another version.</summary>
    VersionMismatch,

    /// <summary>There are as many pauses as there may be.</summary>
    Full,
}

/// <summary>The answer to a change.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Pause">The pause as it is now, or as it was when it was lifted.</param>
/// <param name="EffectiveBy">When it holds on every silo.</param>
[GenerateSerializer, Immutable, Alias("payouts.PauseAnswer")]
public sealed record PauseAnswer(
    [property: Id(0)] PauseVerdict Verdict,
    [property: Id(1)] Pause? Pause = null,
    [property: Id(2)] DateTimeOffset? EffectiveBy = null);
