using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>The enums of a payout: closed in requests, open in responses.</summary>
internal static class PayoutWords
{
    private const string StatusMeaning = "Where a payout stands. It only moves down this list; the last three are final.";
    private const string OriginMeaning = "How a payout came about.";

    public static readonly NamedSchema Status = WordSchemas.Sent<PayoutStatus>(StatusMeaning);
    public static readonly NamedSchema Detail = WordSchemas.Sent<PayoutDetail>("What a payout that is not final waits for.");
    public static readonly NamedSchema Origin = WordSchemas.Sent<PayoutOrigin>(OriginMeaning);
    public static readonly NamedSchema FeePayer = WordSchemas.Sent<FeePayer>("Who bears Heleket's fee. merchant: the receiver gets the amount. recipient: the fee comes out of it.");

    public static readonly NamedSchema StatusWord = WordSchemas.Answered<PayoutStatus>(StatusMeaning);
    public static readonly NamedSchema DetailWord = WordSchemas.Answered<PayoutDetail>("What a payout waits for; null exactly when it is final.", orNull: true);
    public static readonly NamedSchema ReasonWord = WordSchemas.Answered<PayoutReason>("Why a payout is where it is; null when there is nothing to add.", orNull: true);
    public static readonly NamedSchema OriginWord = WordSchemas.Answered<PayoutOrigin>(OriginMeaning);
    public static readonly NamedSchema FeePayerWord = WordSchemas.Answered<FeePayer>("Who bears Heleket's fee.");
    public static readonly NamedSchema NextWord = WordSchemas.Answered<NextStep>("What a payout does next by itself; `nothing` exactly when it is final.");
    public static readonly NamedSchema MoneyWord = WordSchemas.Answered<MoneyPlace>("Where the money is: with us, not known, at Heleket, with the receiver, or with us again for good.");
    public static readonly NamedSchema ActionWord = WordSchemas.Answered<PayoutAction>("What may be done with a payout, as the last part of the path says.");
    public static readonly NamedSchema SourceWord = WordSchemas.Answered<LogSource>("Where a line of the history was learned.");
}
