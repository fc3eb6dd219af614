using System.Collections.Immutable;
using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>The words of an address book.</summary>
public static class AddressWords
{
    /// <summary>The lists of a book: the API's status and its word; without one: all.</summary>
    public static ImmutableArray<(string? Status, string Word)> Lists { get; } = [(null, "all"), ("cooling", "cooling off"), ("active", "active"), ("revoked", "revoked")];

    /// <summary>Before the end of an address is right.</summary>
    public const string LastSixMissing = "These are not the last 6 characters of the address. Nothing was changed.";

    /// <summary>What an entry is.</summary>
    public static string Status(AddressStatus status) => status.Value switch
    {
        "cooling" => "cooling off",
        _ => status.Value
    };

    /// <summary>What may be paid there.</summary>
    public static string Takes(AddressEntry entry) => entry.Asset is { } asset ? $"{asset} on {entry.Network}" : $"anything on {entry.Network}";

    /// <summary>Who did something; a key that belongs to nobody by its name.</summary>
    public static string Who(Caller? caller) => caller?.Person ?? caller?.Key ?? "somebody";
}
