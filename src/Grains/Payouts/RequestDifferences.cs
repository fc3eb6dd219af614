using System.Reflection;
using System.Text.Json;
using Payouts.Addresses;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// How two requests under one key differ, by the fields' wire names (docs/http-api.md, "Repeats"). Compares values, not
/// spellings.
/// </summary>
public static class RequestDifferences
{
    // All members of the request, in declaration order, which is that of the contract.
    private static readonly (string Name, Func<PayoutRequest, object?> Value)[] Fields =
    [
        .. typeof(PayoutRequest).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(member => member.Name is not (nameof(PayoutRequest.ClientId) or nameof(PayoutRequest.Metadata)))
            .OrderBy(member => member.MetadataToken)
            .Select(member => (JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name), ValueOf(member))),
    ];

    /// <summary>
    /// Returns the names in the order of the contract; empty if the requests are equal. The client is part of the key.
    /// </summary>
    public static IEnumerable<string> Between(PayoutRequest stored, PayoutRequest asked)
    {
        foreach (var (name, value) in Fields)
        {
            if (!Equals(value(stored), value(asked)))
            {
                yield return name;
            }
        }

        if (!stored.Metadata.SequenceEqual(asked.Metadata))
        {
            yield return "metadata";
        }
    }

    private static Func<PayoutRequest, object?> ValueOf(PropertyInfo member) => member.Name == nameof(PayoutRequest.WalletAddress)
        ? request => WalletAddress.Canonical(request.Network, request.WalletAddress)
        : member.GetValue;
}
