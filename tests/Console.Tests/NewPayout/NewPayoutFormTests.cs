using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Payouts.Client;
using Payouts.Console.NewPayout;

namespace Payouts.Console.Tests.NewPayout;

public sealed class NewPayoutFormTests
{
    [Fact]
    public void Each_form_gets_a_key_of_its_own_that_the_api_takes()
    {
        var keys = Enumerable.Range(0, 100).Select(_ => NewPayoutForm.Fresh("c-1").Key).ToHashSet();

        Assert.Equal(100, keys.Count);
        Assert.All(keys, key => Assert.Matches("^console-[a-z2-7]{26}$", key));
        Assert.All(keys, key => Assert.True(IdempotencyKeys.IsValid(key)));
    }

    [Fact]
    public void The_body_has_the_fields_as_they_were_typed()
    {
        var form = Read(("key", "console-x"), ("client_id", "c-1"), ("amount", "1e3 "), ("memo", ""), ("wallet_address", "\u202Eevil"), ("fee_payer", "merchant"), ("surprise", "1"));

        Assert.Equal("""{"client_id":"c-1","wallet_address":"\u202Eevil","amount":"1e3 ","fee_payer":"merchant"}""", Encoding.UTF8.GetString(form.ToJson().Span));
        Assert.Equal("console-x", form.Key);
    }

    [Theory]
    [InlineData("2026-12-01T09:00", "2026-12-01T09:00:00Z")]
    [InlineData("2026-12-01T09:00:00+01:00", "2026-12-01T09:00:00+01:00")]
    [InlineData("tomorrow", "tomorrow")]
    public void A_time_from_the_picker_is_utc_and_any_other_goes_as_typed(string typed, string sent) =>
        Assert.Equal($$"""{"scheduled_for":"{{sent.Replace("+", "\\u002B", StringComparison.Ordinal)}}"}""", Encoding.UTF8.GetString(Read(("scheduled_for", typed)).ToJson().Span));

    [Fact]
    public void Ticks_and_the_typed_end_of_the_address_are_read()
    {
        var form = Read(("second", "on"), ("last_six", "4Vaqm"), ("again", "77"));

        Assert.Equal([NewPayoutForm.SecondTick], form.Ticks);
        Assert.Equal(("4Vaqm", "77"), (form.LastSix, form.Again));
    }

    private static NewPayoutForm Read(params (string Name, string Value)[] fields) =>
        NewPayoutForm.Read(new FormCollection(fields.ToDictionary(field => field.Name, field => new StringValues(field.Value))));
}
