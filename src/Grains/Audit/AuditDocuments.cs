using Payouts.Grains.Documents;

namespace Payouts.Grains.Audit;

/// <summary>Reads what somebody may have altered.</summary>
internal static class AuditDocuments
{
    /// <summary>Whether a read failed because of what is stored, and not because of the database.</summary>
    public static bool IsOfData(Exception exception) => exception is
        InvalidDataException or NotSupportedException or ArgumentException or FormatException or OverflowException or KeyNotFoundException or InvalidCastException;

    /// <summary>The state, or <see langword="null"/> if it is not what a document of its kind can be, or at another place.</summary>
    public static T? TryRead<T>(ListedDocument document)
        where T : class
    {
        try
        {
            return document.Read<T>() is var state && state is IListed { Sort: var sort } && sort != document.Position.Sort ? null : state;
        }
        catch (Exception exception) when (IsOfData(exception))
        {
            return null;
        }
    }
}
