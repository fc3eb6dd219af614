using System.Text.Json.Serialization.Metadata;

namespace Payouts.Client.Wire;

/// <summary>How an answer is read.</summary>
/// <typeparam name="T">As what.</typeparam>
/// <param name="Type">Its type; <see langword="null"/> for an answer without a body.</param>
/// <param name="IsExpected">Whether it can be the answer to this call: connections mix up answers when something between doubles one.</param>
internal sealed record Reading<T>(JsonTypeInfo<T>? Type, Func<T, bool> IsExpected);

/// <summary>Ways to read answers.</summary>
internal static class Reading
{
    /// <summary>An answer without a body.</summary>
    public static readonly Reading<object> Nothing = new(null, _ => true);

    /// <summary>An answer of this type.</summary>
    public static Reading<T> Of<T>(JsonTypeInfo<T> type, Func<T, bool>? isExpected = null) => new(type, isExpected ?? (_ => true));
}
