using System.Globalization;
using CsCheck;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Payouts;

public sealed class PageCursorTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly PageCursor Cursors = new(new("payouts", [1, 2, 3]));

    private static readonly Gen<PagePosition> Positions =
        from milliseconds in Gen.Long[0, 4_000_000_000_000]
        from id in Gen.Byte.Array[16]
        select new PagePosition(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), Convert.ToHexStringLower(id));

    [Fact]
    public void A_place_comes_back() => Positions.Sample(position => Cursors.Read(Cursors.Write(position)) == position);

    [Fact]
    public void A_cursor_of_one_order_comes_back_in_it_and_is_refused_in_the_other()
    {
        var position = new PagePosition(Requests.Now, new string('a', 32));
        foreach (var (order, other) in new[] { (PayoutOrder.Newest, PayoutOrder.Since), (PayoutOrder.Since, PayoutOrder.Newest) })
        {
            var cursor = Cursors.Write(position, order);
            Assert.Equal(position, Cursors.Read(cursor, order));
            Assert.Null(Cursors.Read(cursor, other));
        }
    }

    [Fact]
    public void A_cursor_needs_no_escaping_in_a_URL() =>
        Positions.Sample(position => Cursors.Write(position) is var cursor && Uri.EscapeDataString(cursor) == cursor);

    [Fact]
    public void A_cursor_with_any_one_character_changed_is_refused() =>
        Gen.Select(Positions, Gen.Int[0, 1000], Gen.Char[Alphabet]).Sample((position, place, letter) =>
        {
            var cursor = Cursors.Write(position).ToCharArray();
            place %= cursor.Length;
            var isSame = cursor[place] == letter;
            cursor[place] = letter;
            return isSame == (Cursors.Read(new string(cursor)) is not null);
        });

    [Fact]
    public void Every_spelling_of_the_last_character_but_one_is_refused()
    {
        var cursor = Cursors.Write(new(Requests.Now, new string('a', 32)));
        Assert.Equal(1, Alphabet.Count(letter => Cursors.Read(cursor[..^1] + letter) is not null));
    }

    [Theory]
    [InlineData("{0}A")]
    [InlineData("{0}=")]
    [InlineData("{0} ")]
    [InlineData(" {0}")]
    [InlineData("A{0}")]
    [InlineData("{0}{0}")]
    [InlineData("x")]
    [InlineData("null")]
    [InlineData("ключ")]
    public void Another_text_is_refused(string format) =>
        Assert.Null(Cursors.Read(string.Format(CultureInfo.InvariantCulture, format, Cursors.Write(new(Requests.Now, new string('a', 32))))));

    [Fact]
    public void A_part_of_a_cursor_is_refused()
    {
        var cursor = Cursors.Write(new(Requests.Now, new string('a', 32)));
        Assert.All(Enumerable.Range(0, cursor.Length), length => Assert.Null(Cursors.Read(cursor[..length])));
    }

    [Fact]
    public void Gateways_with_the_same_settings_read_each_others_cursors_and_others_do_not()
    {
        var position = new PagePosition(Requests.Now, new string('a', 32));
        var cursor = Cursors.Write(position);
        Assert.Equal(position, new PageCursor(new("payouts", [1, 2, 3])).Read(cursor));
        Assert.Equal(position, new PageCursor(new(ClusterIdentity.ClusterId(""), [1, 2, 3])).Read(cursor));
        Assert.Null(new PageCursor(new("other", [1, 2, 3])).Read(cursor));
        Assert.Null(new PageCursor(new("payouts", [1, 2, 4])).Read(cursor));
    }
}
