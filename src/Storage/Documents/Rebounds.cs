using System.Collections.Immutable;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Audit;

namespace Payouts.Storage.Documents;

/// <summary>
/// The document <c>rebounds</c>: that payouts were bound to these documents though they belonged to others. Written before
/// they are, when no grain runs yet; the audit logs it after the start (docs/adr/0039).
/// </summary>
/// <param name="Count">How often it happened.</param>
/// <param name="Unlogged">What the audit may not have logged yet: the last ones.</param>
[Document("rebounds", format: 1)]
public sealed record Rebounds(int Count, ImmutableArray<AuditDraft> Unlogged)
{
    private const int Most = 10;

    // Silos that start together with the same setting do it once.
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(10);

    /// <summary>What is to be logged.</summary>
    public static async Task<ImmutableArray<AuditDraft>> ReadAsync(DocumentDatabase documents, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return (await documents.ReadAsync<Rebounds>(cancellationToken)).State?.Unlogged ?? [];
    }

    /// <summary>Adds one.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="old">The documents that the payouts belonged to.</param>
    /// <param name="new">The id of these.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task AddAsync(DocumentDatabase documents, string old, string @new, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (Rebounds? State, int? Version) read;
        do
        {
            read = await documents.ReadAsync<Rebounds>(cancellationToken);
        }
        while (Next(read.State, old, @new, WholeMilliseconds.Floor(now)) is { } next && !await documents.TryWriteAsync(next, read.Version, cancellationToken));
    }

    /// <summary>With one more, or <see langword="null"/> if it is there.</summary>
    internal static Rebounds? Next(Rebounds? state, string old, string @new, DateTimeOffset now)
    {
        ImmutableArray<AuditChange> changes = [new("/documents", $"\"{old}\"", $"\"{@new}\"")];
        if (state is { Unlogged: [.., var last] } && last.Changes.SequenceEqual(changes) && (now - last.At).Duration() < Together)
        {
            return null;
        }

        var (count, unlogged) = state ?? new(0, []);
        var draft = new AuditDraft(FormattableString.Invariant($"documents/{@new}/{count + 1}"), now, new(Via: "system"), "documents.rebound", @new, changes, Reason: "Documents__Rebind");
        return new(count + 1, [.. unlogged.TakeLast(Most - 1), draft]);
    }
}
