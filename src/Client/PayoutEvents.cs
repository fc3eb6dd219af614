using System.Runtime.CompilerServices;

namespace Payouts.Client;

/// <summary>
/// What happens, as it happens. It never ends by itself: it waits for the next event, and connects again for as long as the service is out of reach.
/// It ends with an <see cref="EventsExpiredException"/>, or another refusal.
/// </summary>
public sealed class PayoutEvents : IAsyncEnumerable<PayoutEvent>
{
    /// <summary>Instead of a cursor: only what happens from now on.</summary>
    public const string Latest = "latest";

    private readonly Func<string?, bool, CancellationToken, Task<EventPage>> _read;

    internal PayoutEvents(string? after, Func<string?, bool, CancellationToken, Task<EventPage>> read) => (NextAfter, _read) = (after, read);

    /// <summary>
    /// Where to go on after a restart: behind the last page whose events were all taken. Up to a page of events comes again then, so handle
    /// each <see cref="PayoutEvent.Id"/> once. Enumerating again begins here.
    /// </summary>
    public string? NextAfter { get; private set; }

    /// <summary>The same, page by page, empty ones too: their cursors are worth storing.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<EventPage> AsPages([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // "latest" is a place only once the service has named it: asked for again, it would be a later one.
        var wait = NextAfter != Latest;
        while (true)
        {
            var page = await _read(NextAfter, wait, cancellationToken).ConfigureAwait(false);
            wait = true;
            yield return page;
            NextAfter = page.NextAfter;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<PayoutEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in AsPages(cancellationToken).ConfigureAwait(false))
        {
            foreach (var happened in page.Data)
            {
                yield return happened;
            }
        }
    }
}
