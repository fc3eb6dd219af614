namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>
/// Stores new payouts that nothing is to happen to for a while, without a grain of their own in memory
/// (docs/adr/0029). Stateless: any silo answers. Key 0.
/// </summary>
[GrainInterfaceType("Payouts.IPayoutLane")]
[Alias("payouts.IPayoutLane")]
public interface IPayoutLane : IGrainWithIntegerKey
{
    /// <summary>
    /// What is due sooner keeps a timer in its own grain; the sweep finds the rest. A caller asks the lane only for what
    /// is due later.
    /// </summary>
    static readonly TimeSpan Horizon = TimeSpan.FromMinutes(15);

    /// <inheritdoc cref="IPayoutGrain.Create"/>
    /// <param name="id">The payout's id.</param>
    /// <param name="command">A request whose <see cref="PayoutRequest.ScheduledFor"/> lies ahead.</param>
    [Alias("Create")]
    Task<CreatePayoutResult> Create(string id, CreatePayout command);
}
