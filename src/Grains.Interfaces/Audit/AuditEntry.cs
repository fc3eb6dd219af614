using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Audit;

/// <summary>Who did something.</summary>
/// <param name="Person">As in <see cref="Caller.Person"/>; <see langword="null"/> for a key that belongs to nobody.</param>
/// <param name="KeyId">The key's id or name, if there was one.</param>
/// <param name="Via">The way: <c>key</c>, <c>session</c> or <c>system</c>; <see langword="null"/> where it is not known.</param>
/// <param name="Address">The network address that the call came from, if it is known.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditActor")]
public sealed record AuditActor(
    [property: Id(0)] string? Person = null,
    [property: Id(1)] string? KeyId = null,
    [property: Id(2)] string? Via = null,
    [property: Id(3)] string? Address = null);

/// <summary>One member that a change altered. What is secret is not shown.</summary>
/// <param name="Path">Where, as in <c>/secrets/1/until</c>.</param>
/// <param name="Before">Its value as JSON; <see langword="null"/> if it was not there.</param>
/// <param name="After">The same, after it.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditChange")]
public sealed record AuditChange([property: Id(0)] string Path, [property: Id(1)] string? Before = null, [property: Id(2)] string? After = null);

/// <summary>Something that was done, to be logged. Waits in the document that it changed until it is.</summary>
/// <param name="Id">No other one has it; told twice it is logged once.</param>
/// <param name="At">When: whole milliseconds.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, such as <c>key.made</c>.</param>
/// <param name="Target">To what.</param>
/// <param name="Before">SHA-256 of what the target was, base64url; <see langword="null"/> if it was not there.</param>
/// <param name="After">The same, after it.</param>
/// <param name="Changes">What is different, at most 20.</param>
/// <param name="Reason">Why, if it was said.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditDraft")]
public sealed record AuditDraft(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] AuditActor Actor,
    [property: Id(3)] string Action,
    [property: Id(4)] string Target,
    [property: Id(5)] ImmutableArray<AuditChange> Changes,
    [property: Id(6)] string? Before = null,
    [property: Id(7)] string? After = null,
    [property: Id(8)] string? Reason = null);

/// <summary>An entry of the control log (docs/adr/0039).</summary>
/// <param name="Seq">Its number, from 1, without gaps.</param>
/// <param name="Draft">What was done.</param>
/// <param name="Hash">Binds the entry and all before it, base64url.</param>
/// <param name="Prev">The hash of the entry before; <see langword="null"/> for the first.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditEntry")]
public sealed record AuditEntry(
    [property: Id(0)] long Seq, [property: Id(1)] AuditDraft Draft, [property: Id(2)] string Hash, [property: Id(3)] string? Prev = null);

/// <summary>The end of the control log.</summary>
/// <param name="Seq">The last entry's number; 0 if there is none.</param>
/// <param name="Head">The last entry's hash.</param>
/// <param name="Checkpoint">The last checkpoint that was made; <see langword="null"/> before the first.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditHead")]
public sealed record AuditHead([property: Id(0)] long Seq, [property: Id(1)] string? Head = null, [property: Id(2)] long? Checkpoint = null);
