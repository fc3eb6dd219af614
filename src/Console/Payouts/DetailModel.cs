using Payouts.Client;
using Payouts.Console.Words;

namespace Payouts.Console.Payouts;

/// <summary>The page of a payout.</summary>
/// <param name="Payout">It.</param>
/// <param name="Receiver">How well its receiver is known by the client's other payouts; <see langword="null"/> when the API does not say.</param>
/// <param name="Audit">Whether anybody altered it; <see langword="null"/> when the API does not say.</param>
public sealed record DetailModel(Payout Payout, Standing? Receiver, PayoutAudit? Audit);
