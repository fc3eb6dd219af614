using System.Reflection;

namespace Payouts.Grains.Documents;

/// <summary>
/// Marks an immutable record that is kept as documents of one kind (docs/architecture.md, "Documents"). The kind is
/// Orleans' name of the state; the type of the grain is no part of a document's key, so no two records may have the
/// same.
/// </summary>
/// <param name="kind">Lower-case letters, digits, <c>-</c> and <c>_</c>, at most 40; never changed once released.</param>
/// <param name="format">
/// The number that is written into the document, from 1. A change that an older release would misread takes the next
/// number; the record must still be readable from every document with a lower one.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DocumentAttribute(string kind, int format) : Attribute
{
    /// <summary>The most bytes that a document may have, as JSON in UTF-8, unless its kind may have more.</summary>
    public const int UsualBytes = 256 * 1024;

    /// <summary>The kind.</summary>
    public string Kind => kind;

    /// <summary>The format that this release writes, and the newest that it reads.</summary>
    public int Format => format;

    /// <summary>The most bytes that one of them may have, as JSON in UTF-8.</summary>
    public int MostBytes { get; init; } = UsualBytes;

    /// <summary>The attribute of a record.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public static DocumentAttribute Of(Type state) =>
        state.GetCustomAttribute<DocumentAttribute>() ?? throw new InvalidOperationException($"{state} is kept as a document and has no [Document(kind, format)].");
}
