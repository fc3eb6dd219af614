using CsCheck;
using Payouts.Gateway.Events;
using Payouts.Gateway.Http;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Tests.Payouts;
using Payouts.Grains.Interfaces.Events;

namespace Payouts.Gateway.Tests.Events;

public sealed class EventCursorTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly EventCursor Cursors = new(new CursorSeal("payouts", [1, 2, 3]));

    private static readonly Gen<EventPosition> Places = Gen.Select(Gen.Int, Gen.ULong, Gen.Long, (epoch, transaction, number) => new EventPosition(epoch, transaction, number));

    [Fact]
    public void A_place_comes_back_and_needs_no_escaping() =>
        Places.Sample(place => Cursors.Write(place) is var cursor && Cursors.Read(cursor) == place && Uri.EscapeDataString(cursor) == cursor);

    [Fact]
    public void A_cursor_with_any_one_character_changed_is_refused() =>
        Gen.Select(Places, Gen.Int[0, 1000], Gen.Char[Alphabet]).Sample((place, at, letter) =>
        {
            var cursor = Cursors.Write(place).ToCharArray();
            at %= cursor.Length;
            var isSame = cursor[at] == letter;
            cursor[at] = letter;
            return isSame == (Cursors.Read(new string(cursor)) is not null);
        });

    [Fact]
    public void A_cursor_of_another_key_or_of_a_list_of_payouts_is_refused()
    {
        var seal = new CursorSeal("payouts", [1, 2, 3]);
        var (cursor, page) = (Cursors.Write(EventPosition.Start), new PageCursor(seal).Write(new(Requests.Now, new string('a', 32))));

        Assert.Null(new EventCursor(new("payouts", [1, 2, 4])).Read(cursor));
        Assert.Null(new EventCursor(new("other", [1, 2, 3])).Read(cursor));
        Assert.Null(Cursors.Read(page));
        Assert.Null(new PageCursor(seal).Read(cursor));
    }

    [Fact]
    public void A_cursor_of_another_kind_is_refused_even_where_it_is_as_long()
    {
        var seal = new CursorSeal("payouts", [1, 2, 3]);

        Assert.Null(Cursors.Read(seal.Write(3, new byte[20])));
        Assert.Equal(EventPosition.Start, Cursors.Read(seal.Write(2, new byte[20])));
    }
}
