using System.Text.Json.Serialization.Metadata;

namespace Payouts.Client.Wire;

/// <summary>How an answer is read.</summary>
/// <typeparam name="T">As what.</typeparam>
/// <param name="Type">Its type; <see langword="null"/> for an answer without a body.</param>
/// <param name="IsExpected">Whether it can be the answer to this call: connections mix up answers when something between doubles one.</param>
/// <param name="Raw">Takes the body as it is, instead.</param>
internal sealed record Reading<T>(JsonTypeInfo<T>? Type, Func<T, bool> IsExpected, Func<byte[], T>? Raw = null);

/// <summary>Ways to read answers.</summary>
internal static class Reading
{
    /// <summary>An answer without a body.</summary>
    public static readonly Reading<object> Nothing = new(null, _ => true);

    /// <summary>An answer that is taken as it is.</summary>
    public static readonly Reading<byte[]> Bytes = new(null, _ => true, body => body);

    /// <summary>An answer of this type.</summary>
    public static Reading<T> Of<T>(JsonTypeInfo<T> type, Func<T, bool>? isExpected = null) => new(type, isExpected ?? (_ => true));
}
