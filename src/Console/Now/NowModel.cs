using Payouts.Client;

namespace Payouts.Console.Now;

/// <summary>How things are. What the API did not say is <see langword="null"/>, and shown as unknown.</summary>
/// <param name="Unknown">Payouts whose outcome is unknown, the oldest first.</param>
/// <param name="Provisional">Payouts that perhaps failed, the oldest first.</param>
/// <param name="Attention">Payouts that need a person, the oldest first.</param>
/// <param name="Queued">Payouts that wait to be sent, the oldest first.</param>
/// <param name="Day">The last 24 hours by the hour.</param>
/// <param name="System">How the service is; for those who operate it.</param>
public sealed record NowModel(PayoutPage? Unknown, PayoutPage? Provisional, PayoutPage? Attention, PayoutPage? Queued, PayoutSeries? Day, SystemStatus? System)
{
    /// <summary>Whether nothing is known at all.</summary>
    public bool IsOutOfReach => Unknown is null && Provisional is null && Attention is null && Queued is null && Day is null;
}
