using System.Text.Json;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>
/// Equality of states by their contents: their collections compare by reference, and a decimal's scale must count.
/// </summary>
internal static class Same
{
    private static readonly JsonSerializerOptions Options = new();

    public static void State(PayoutState expected, PayoutState? actual) => Assert.Equal(Text(expected), actual is null ? null : Text(actual));

    public static void Payout(Payout expected, Payout actual) => Assert.Equal(Text(expected), Text(actual));

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);
}
