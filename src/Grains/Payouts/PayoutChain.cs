namespace Payouts.Grains.Payouts;

/// <summary>
/// What proves that nobody altered a payout's row (docs/adr/0039). Texts are base64url; all of them are made with the
/// payout's own key (<see cref="AuditKey"/>).
/// </summary>
/// <param name="Seq">How many lines were ever added to the history since the chain began; that of the last line.</param>
/// <param name="Head">The head of the chain after the last line, 32 bytes.</param>
/// <param name="Request">Made once over the request, 16 bytes.</param>
/// <param name="Seal">Over all other members of the row as this write left it, 16 bytes.</param>
/// <param name="Since">The first version that the chain knows: 1, or more where an earlier release made the payout.</param>
/// <param name="Base">
/// The head after which the lines that are kept were chained again, because a line was dropped or moved;
/// <see langword="null"/> while none was.
/// </param>
[GenerateSerializer, Immutable, Alias("payouts.PayoutChain")]
public sealed record PayoutChain(
    [property: Id(0)] long Seq,
    [property: Id(1)] string Head,
    [property: Id(2)] string Request,
    [property: Id(3)] string Seal,
    [property: Id(4)] long Since,
    [property: Id(5)] string? Base = null);
