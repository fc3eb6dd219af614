namespace Payouts.Grains.Documents;

/// <summary>
/// Reads from the documents' own table how often they were written, with one implementation per database: what is
/// stored at that moment, whatever any grain has in memory.
/// </summary>
public abstract class DocumentVersions
{
    /// <summary>The version of each of these documents, in one statement; 0 where there is none.</summary>
    /// <param name="kinds">Kinds of which there is one document, under the kind's own name as its key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OrleansException">The storage has failed.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public abstract Task<IReadOnlyDictionary<string, int>> ReadAsync(IReadOnlyList<string> kinds, CancellationToken cancellationToken);

    /// <summary>The version of one document; 0 if there is none.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OrleansException">The storage has failed.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public abstract Task<int> ReadAsync(string kind, string key, CancellationToken cancellationToken);
}
