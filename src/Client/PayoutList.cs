namespace Payouts.Client;

/// <summary>
/// The payouts of a list, page by page as they are asked for. A page that fails is asked for again; no payout comes twice, as the service's cursors
/// stand still while payouts are added.
/// </summary>
public sealed class PayoutList : IAsyncEnumerable<Payout>
{
    private readonly Func<string?, CancellationToken, Task<PayoutPage>> _read;

    internal PayoutList(Func<string?, CancellationToken, Task<PayoutPage>> read) => _read = read;

    /// <summary>The same, page by page: a page's cursor is where a later run can go on.</summary>
    /// <param name="cursor">A <see cref="PayoutPage.NextCursor"/> of a list with the same filter; <see langword="null"/>: from the beginning.</param>
    public IAsyncEnumerable<PayoutPage> AsPages(string? cursor = null) => Pages(cursor);

    /// <inheritdoc/>
    public async IAsyncEnumerator<Payout> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in Pages(null, cancellationToken).ConfigureAwait(false))
        {
            foreach (var payout in page.Data)
            {
                yield return payout;
            }
        }
    }

    private async IAsyncEnumerable<PayoutPage> Pages(string? cursor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        PayoutPage page;
        do
        {
            page = await _read(cursor, cancellationToken).ConfigureAwait(false);
            cursor = page.NextCursor;
            yield return page;
        }
        while (cursor is not null);
    }
}
