using Payouts.Client;
using Payouts.Console.Words;

namespace Payouts.Console.NewPayout;

/// <summary>What a person has to tick or type before a payout is sent.</summary>
/// <param name="Ticks">The names of the ticks.</param>
/// <param name="LastSix">What has to be typed again, or null: the end of an address whose own check would not have found a slip.</param>
public sealed record SendGate(IReadOnlyList<string> Ticks, string? LastSix)
{
    private const int Typed = 6;

    /// <summary>What this payout asks for.</summary>
    /// <param name="validation">The API's answer.</param>
    /// <param name="review">What there is to warn of.</param>
    /// <param name="again">The id of the payout whose place it takes, or null.</param>
    public static SendGate Of(Validation validation, Review review, string? again)
    {
        var asked = new (bool IsAsked, string Tick)[]
        {
            (review.Duplicates.Count > 0, NewPayoutForm.SecondTick), (review.LookAlike is not null, NewPayoutForm.LookAlikeTick), (again is not null, NewPayoutForm.AgainTick)
        };
        var address = validation.Request.WalletAddress;
        var isWeak = validation.AddressStrength != AddressStrength.Strong && validation.AddressStrength != AddressStrength.Conditional;
        return new SendGate([.. asked.Where(ask => ask.IsAsked).Select(ask => ask.Tick)], isWeak ? address[^Math.Min(Typed, address.Length)..] : null);
    }

    /// <summary>What a form still lacks, by the name of its field.</summary>
    public ILookup<string, string> Missing(NewPayoutForm form) => Ticks.Where(tick => !form.Ticks.Contains(tick)).Select(tick => (Field: tick, Words: NewPayoutWords.TickMissing))
        .Concat(LastSix is null || LastSix == form.LastSix.Trim() ? [] : [(Field: "last_six", Words: NewPayoutWords.LastSixMissing)])
        .ToLookup(missing => missing.Field, missing => missing.Words);
}
