using Orleans.CodeGeneration;

namespace Payouts.Grains.Interfaces;

/// <summary>
/// Lets a client send each call to the next silo in turn. Otherwise it sends all calls to one grain, a stateless one too,
/// over one connection for as long as that stands, and a silo that hangs keeps its connections. Orleans' own
/// <c>[Unordered]</c> no longer has an effect.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[InvokableCustomInitializer(nameof(IRequest.AddInvokeMethodOptions), InvokeMethodOptions.Unordered)]
public sealed class AnySiloAttribute : Attribute;
