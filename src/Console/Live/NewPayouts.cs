using Payouts.Client;
using Payouts.Console.Shell;

namespace Payouts.Console.Live;

/// <summary>
/// How many payouts of a page's list were created since the page was made: a hint says that there may be one, the list
/// itself says how many.
/// </summary>
/// <param name="list">The list; <see langword="null"/>: new ones are not counted.</param>
/// <param name="shown">What the page shows already.</param>
internal sealed class NewPayouts(PayoutFilter? list, IReadOnlyCollection<string> shown)
{
    /// <summary>No more are counted: "25+".</summary>
    public const int Most = 25;

    private DateTimeOffset? _from;
    private bool _isDirty;
    private int _count;
    private bool _hasMore;

    /// <summary>The only client of the list.</summary>
    public string? Client => list?.ClientId;

    /// <summary>Whether one more changes anything.</summary>
    public bool IsCounted => list is not null && !_hasMore;

    /// <summary>Whether there may be more than before.</summary>
    public bool IsDue => _isDirty && IsCounted;

    /// <summary>Some were created.</summary>
    /// <param name="from">When the first of them was; <see langword="null"/>: none was.</param>
    public void Hear(DateTimeOffset? from) => (_from, _isDirty) = (_from <= from ? _from : from ?? _from, _isDirty || from is not null);

    /// <summary>Counts them, where the list has any.</summary>
    /// <param name="api">The person's.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many there are; <see langword="null"/>: as many as before, or it is not known.</returns>
    public async Task<string?> CountAsync(PayoutsClient api, CancellationToken cancellation)
    {
        var filter = list! with { CreatedFrom = list.CreatedFrom > _from ? list.CreatedFrom : _from, Limit = Most };
        if (await api.PageAsync(filter, cancellationToken: cancellation).OrUnknownAsync() is not { } page)
        {
            return null;
        }

        _isDirty = false;
        var count = page.Data.Count(payout => !shown.Contains(payout.Id));
        var hasMore = count == Most && page.HasMore;
        if (count <= _count && !hasMore)
        {
            return null;
        }

        (_count, _hasMore) = (count, hasMore);
        return hasMore ? $"{Most}+" : $"{count}";
    }
}
