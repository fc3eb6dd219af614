namespace Payouts.Client.Tests;

/// <summary>What tests take from streams.</summary>
internal static class Streams
{
    /// <summary>A value of each, up to the first for which the condition does not hold, and of that one.</summary>
    public static async Task<IReadOnlyList<TResult>> TakeWhileInclusiveAsync<T, TResult>(this IAsyncEnumerable<T> stream, Func<T, bool> goesOn, Func<T, TResult> value, CancellationToken cancellationToken)
    {
        var values = new List<TResult>();
        await foreach (var item in stream.WithCancellation(cancellationToken))
        {
            values.Add(value(item));
            if (!goesOn(item))
            {
                break;
            }
        }

        return values;
    }
}
