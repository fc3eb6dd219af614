namespace Payouts.Client.Tests;

/// <summary>Ids and keys, which must be the same for ever.</summary>
public sealed class IdentityTests
{
    /// <summary>Each made by <c>printf 'client\nkey' | sha256sum | cut -c1-32</c>, as docs/adr/0002 says.</summary>
    [Theory]
    [InlineData("c-1042", "bonus-7", "3a04e25b82ad86533364776041e19b96")]
    [InlineData("a", "b", "7e18f737311b2dc3b2f269dd78396b03")]
    [InlineData("A:B.c_d-9", "~._:-", "8072a09d61eb5a3f24edd13a48b48725")]
    public void An_id_is_what_the_decision_says(string client, string key, string expected) => Assert.Equal(expected, PayoutIds.Of(client, key));

    [Fact]
    public void A_key_shows_its_parts_where_it_can()
    {
        Assert.Equal("bonus:2026-11:7781", IdempotencyKeys.From("bonus", "2026-11", "7781"));
        Assert.Equal(new string('a', 128), IdempotencyKeys.From(new string('a', 128)));
    }

    /// <summary>By <c>printf '5:bonus,10:ana@x.test,' | sha256sum</c>.</summary>
    [Fact]
    public void Else_it_is_a_hash_that_never_changes() => Assert.Equal("~5d2f73298d62135cce4ffb46ff7c73395431c13786ca64065faba7fae4c4d30e", IdempotencyKeys.From("bonus", "ana@x.test"));

    [Fact]
    public void Other_parts_are_another_key()
    {
        string[][] parts = [["a", "b"], ["a:b"], ["ab"], ["a", "", "b"], ["", "a", "b"], ["a", "b", ""], ["", ""], [""], ["a,b"], ["1:a,1:b"], ["é"], ["e\u0301"], [new string('a', 129)], ["~a"], ["a", "~b"]];
        var keys = parts.Select(IdempotencyKeys.From).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.All(keys, key => Assert.True(IdempotencyKeys.IsValid(key), key));
    }

    [Fact]
    public void No_parts_and_half_a_character_make_no_key()
    {
        Assert.Throws<ArgumentException>(() => IdempotencyKeys.From());
        Assert.ThrowsAny<ArgumentException>(() => IdempotencyKeys.From("\ud800"));
    }
}
