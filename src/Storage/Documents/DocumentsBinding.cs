using Microsoft.Extensions.Logging;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Documents;

/// <summary>
/// Keeps payouts and documents together: documents that are lost, or another service's, would mean that every control
/// stored in them is off (docs/adr/0026). The documents have a random id, and the payouts keep it too.
/// </summary>
/// <param name="payouts">The payouts.</param>
/// <param name="documents">The documents, opened.</param>
/// <param name="clock">The time at which payouts are bound to other documents.</param>
/// <param name="logger">Receives a warning when they are.</param>
public sealed partial class DocumentsBinding(IPayoutStore payouts, DocumentDatabase documents, TimeProvider clock, ILogger logger)
{
    /// <summary>
    /// Binds payouts that are bound to nothing yet, and checks the others. Throws
    /// <see cref="InvalidOperationException"/>, with a sentence for the operator, when they are bound to other
    /// documents and <paramref name="rebind"/> does not say that these are right.
    /// </summary>
    /// <param name="rebind"><c>Documents__Rebind</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RequireAsync(bool rebind, CancellationToken cancellationToken)
    {
        var bound = await payouts.ReadDocumentsIdAsync(cancellationToken);
        var found = await documents.ReadIdAsync(cancellationToken);
        switch (Judge(bound, found))
        {
            case Verdict.Same when rebind:
                Log.RebindUnused(logger);
                break;
            case Verdict.Same:
                break;
            case Verdict.Unbound:
                await BindAsync(null, cancellationToken);
                break;
            case Verdict.Lost or Verdict.Others when rebind:
                var now = await BindAsync(bound, cancellationToken);
                Log.Rebound(logger, bound, now);
                break;
            case var verdict:
                throw new InvalidOperationException(Sentence(verdict, bound, found));
        }
    }

    /// <summary>What the two ids mean.</summary>
    /// <param name="bound">The id that the payouts keep, if any.</param>
    /// <param name="found">The id of the documents, if they have one.</param>
    internal static Verdict Judge(string? bound, string? found) => (bound, found) switch
    {
        (null, _) => Verdict.Unbound,
        (_, null) => Verdict.Lost,
        _ when bound == found => Verdict.Same,
        _ => Verdict.Others,
    };

    private async Task<string> BindAsync(string? old, CancellationToken cancellationToken)
    {
        var made = await documents.MakeIdAsync(cancellationToken);
        if (old is not null)
        {
            // First: it is not done without its entry, though an entry may tell of what then was not done.
            await Rebounds.AddAsync(documents, old, made, clock.GetUtcNow(), cancellationToken);
        }

        var bound = await payouts.BindDocumentsAsync(made, replace: old is not null, cancellationToken);
        return bound == made ? made : throw new InvalidOperationException(Sentence(Verdict.Others, bound, made));
    }

    private string Sentence(Verdict verdict, string? bound, string? found)
    {
        var finding = verdict == Verdict.Lost
            ? "has no documents, and the payouts of ConnectionStrings__Payouts had some: all controls and limits in them would be off."
            : $"has the documents {found}, and the payouts of ConnectionStrings__Payouts belong to the documents {bound}: controls and limits would be another's.";
        return $"{documents.Setting} {finding} Nothing was started. Name the right database, or restore it (\"Backup and restore\" in docs/operations.md); "
            + "to go on with what is there, start once with Documents__Rebind=true.";
    }

    /// <summary>What the ids of payouts and documents mean.</summary>
    internal enum Verdict
    {
        /// <summary>They belong together.</summary>
        Same,

        /// <summary>The payouts are new, or come from a release without documents.</summary>
        Unbound,

        /// <summary>The payouts had documents, and there are none.</summary>
        Lost,

        /// <summary>The payouts belong to other documents.</summary>
        Others,
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Documents__Rebind: the payouts belonged to the documents {Old} and belong to {New} from now on. Remove the setting before the next start")]
        public static partial void Rebound(ILogger logger, string? old, string @new);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Documents__Rebind is set, and payouts and documents belong together already. Remove the setting: with it, lost documents would not be noticed")]
        public static partial void RebindUnused(ILogger logger);
    }
}
