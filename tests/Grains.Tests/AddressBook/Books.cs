using System.Collections.Immutable;
using System.Globalization;
using Payouts.Addresses;
using Payouts.Grains.AddressBook;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;

namespace Payouts.Grains.Tests.AddressBook;

/// <summary>Books, entries and commands for tests.</summary>
internal static class Books
{
    public const string Known = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    public const string Poison = "0x5aae00000000000000000000000000000000eaed";
    public const string Another = "0x52908400098527886E0F7030069857D2E4169EE7";
    public static readonly DateTimeOffset Now = new(2026, 11, 28, 10, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);
    public static readonly Caller Ana = new("ana@example.com");
    public static readonly Caller Robot = new(null, "shop-eu");

    public static Book Empty => new("c-1", BookState.Empty);

    public static Book With(AddAddress command, TimeSpan? coolingOff = null) => Changed(Empty, (book, at) => BookRules.Add(book, command, at, coolingOff ?? Day));

    public static Book Changed(Book book, Func<Book, DateTimeOffset, BookDecision> rule) => new("c-1", rule(book, Now).Next!);

    public static AddAddress Adding(string address) => new("ETH", address, "main", Ana, ["ana@example.com"]);

    public static ActivateAddress Activating(string address, string person, params ImmutableArray<long> versions) => new(AddressId.Of("c-1", "ETH", address, null), person, versions);

    public static RevokeAddress Revoking(string address) => new(AddressId.Of("c-1", "ETH", address, null), "leaked", Robot);

    public static BookEntry Entry(string address, int minute) =>
        new(AddressId.Of("c-1", "ETH", address, null), "ETH", address, "some", Ana, Now.AddMinutes(-minute), Now, [], []);

    // Its first and last digits are its number, so that no two look alike.
    public static string Random(int number) => string.Create(CultureInfo.InvariantCulture, $"0x{number:0000}{new string('0', 32)}{number:0000}");

    public static AddressStanding Standing(Book book, string address, string asset = "USDT", DateTimeOffset? at = null, string? id = null, string network = "ETH") =>
        BookRules.Standing(book, id ?? AddressId.Of("c-1", network, address, null), AddressShape.Of(network, address), asset, at ?? Now);

    public static (AddressStatus, DateTimeOffset?) Of(AddressStanding standing) => (standing.Status, standing.ActiveAt);

    public static (BookVerdict, BookState?) Of(BookDecision decision) => (decision.Answer.Verdict, decision.Next);
}
