using Heleket.Simulator.Payouts;
using Heleket.Simulator.Webhooks;

namespace Heleket.Simulator;

/// <summary>
/// The behaviour of the simulated Heleket. Read once, when the simulator is created; what can change later has a method
/// or a control call.
/// </summary>
public sealed class SimulatorOptions
{
    /// <summary>The only merchant, as named by the <c>merchant</c> header.</summary>
    public string MerchantId { get; set; } = "8b03432e-385b-4670-8d06-064591096795";

    /// <summary>Signs payouts, transfers and refunds, and their webhooks (docs/heleket.md, "Keys").</summary>
    public string PayoutKey { get; set; } = "simulator-payout-key";

    /// <summary>Signs <c>/v1/balance</c>.</summary>
    public string PaymentKey { get; set; } = "simulator-payment-key";

    /// <summary>The time between two statuses of a walk, unless a step sets its own. Not negative.</summary>
    public TimeSpan StepDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The statuses a payout goes through unless scripted otherwise, in the notation of <see cref="WalkStep"/>.
    /// </summary>
    public IReadOnlyList<string> Walk { get; set; } = ["process", "check", "process", "paid!"];

    /// <summary>The initial webhook settings; they can be changed later.</summary>
    public WebhookSettings Webhooks { get; set; } = new();

    /// <summary>The maximum number of deliveries of one webhook, including the first. At least 1.</summary>
    public int WebhookAttempts { get; set; } = 10;

    /// <summary>The delay after the first failed delivery; it doubles after each further one.</summary>
    public TimeSpan WebhookRetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan WebhookTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Concurrent webhook deliveries. At least 1.</summary>
    public int WebhookConcurrency { get; set; } = 32;

    /// <summary>The pairs on offer, with limits and fees.</summary>
    public IList<SimulatedService> Services { get; set; } = ServiceSeed.Create();

    /// <summary>
    /// The initial balances of the business wallets, by coin. A missing coin has no wallet (<c>Wallet not found</c>).
    /// </summary>
    public IDictionary<string, decimal> Balances { get; set; } = ServiceSeed.Balances(1_000_000_000m);

    /// <summary>The initial balances of the personal wallets, by coin. A missing coin has no wallet.</summary>
    public IDictionary<string, decimal> PersonalBalances { get; set; } = ServiceSeed.Balances(1_000m);

    /// <summary>
    /// US dollars per unit of a coin or fiat currency; for fiat amounts, conversions and the list of rates.
    /// </summary>
    public IDictionary<string, decimal> Rates { get; set; } = RateSeed.Create();

    /// <summary>Paid invoices that <c>/v1/payment/refund</c> finds.</summary>
    public IList<SimulatedInvoice> Invoices { get; set; } = [];

    /// <summary>
    /// The file that keeps the ledger across restarts: JSON lines, append-only. <see langword="null"/>: in memory only.
    /// </summary>
    public string? DataFile { get; set; }

    /// <summary>The HTTP status when <c>/v1/payout/info</c> does not know a payout; undocumented, 422 or 404.</summary>
    public int UnknownPayoutStatus { get; set; } = 422;

    /// <summary>
    /// Writes <c>balance</c> and <c>payer_amount</c> as strings instead of numbers (docs/heleket.md, "Contradictions").
    /// </summary>
    public bool NumbersAsStrings { get; set; }

    /// <summary>
    /// Adds the members that only third parties have seen in answers:
    /// <c>order_id commission merchant_amount created_at updated_at</c>.
    /// </summary>
    public bool UndocumentedMembers { get; set; }

    /// <summary>
    /// Serves <c>/v1/payout/calculate</c> like <c>/v1/payout/calc</c> (docs/heleket.md, "Contradictions").
    /// </summary>
    public bool CalculateAlias { get; set; }

    /// <summary>
    /// Takes <c>is_subtract</c> the other way round, as the official SDKs' documentation has it, in creates and in calc
    /// (docs/heleket.md, "Contradictions").
    /// </summary>
    public bool IsSubtractInverted { get; set; }

    /// <summary>
    /// Members that <c>/v1/payout/calc</c> leaves out: any of <c>commission merchant_amount payout_amount</c>, which only
    /// third parties have seen.
    /// </summary>
    public IReadOnlyList<string> CalcOmits { get; set; } = [];

    /// <summary>
    /// Whether items of the list have an <c>order_id</c>; documented is none. <see langword="null"/>: as
    /// <see cref="UndocumentedMembers"/> says.
    /// </summary>
    public bool? ListOrderIds { get; set; }

    /// <summary>Whether items of the list have a <c>commission</c>; documented is none.</summary>
    public bool ListCommissions { get; set; }

    /// <summary>How long after its creation a payout is not in the list yet. Not negative.</summary>
    public TimeSpan ListDelay { get; set; }

    /// <summary>
    /// The zone in which the list reads <c>date_from</c> and <c>date_to</c> and writes times: whole minutes, at most 14
    /// hours either way. Documented is +03:00 (docs/heleket.md, "History"); another is a list in the wrong zone.
    /// </summary>
    public TimeSpan ListOffset { get; set; } = Wire.Offset;

    /// <summary>The seed of all random choices and of the uuids.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Refuses values that cannot be meant.</summary>
    internal void Check()
    {
        if (CalcOmits.FirstOrDefault(member => member is not ("commission" or "merchant_amount" or "payout_amount")) is { } unknown)
        {
            throw new ArgumentException($"{nameof(CalcOmits)} has {unknown}, which is no member of an answer to calc.");
        }

        if (ListDelay < TimeSpan.Zero)
        {
            throw new ArgumentException($"{nameof(ListDelay)} is negative.");
        }

        if (ListOffset.Duration() > TimeSpan.FromHours(14) || ListOffset.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            throw new ArgumentException($"{nameof(ListOffset)} must be whole minutes, at most 14 hours either way.");
        }
    }
}

/// <summary>A paid invoice, for refunds (docs/heleket.md, "Other calls").</summary>
/// <param name="Uuid">Heleket's id.</param>
/// <param name="OrderId">The merchant's id.</param>
/// <param name="Currency">Coin code.</param>
/// <param name="Amount">The amount paid.</param>
/// <param name="Completed">Whether it was paid in full; only then can it be refunded.</param>
public sealed record SimulatedInvoice(string Uuid, string OrderId, string Currency, decimal Amount, bool Completed = true);
