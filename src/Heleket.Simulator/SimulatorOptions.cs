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

    /// <summary>The seed of all random choices and of the uuids.</summary>
    public int Seed { get; set; } = 1;
}

/// <summary>A paid invoice, for refunds (docs/heleket.md, "Other calls").</summary>
/// <param name="Uuid">Heleket's id.</param>
/// <param name="OrderId">The merchant's id.</param>
/// <param name="Currency">Coin code.</param>
/// <param name="Amount">The amount paid.</param>
/// <param name="Completed">Whether it was paid in full; only then can it be refunded.</param>
public sealed record SimulatedInvoice(string Uuid, string OrderId, string Currency, decimal Amount, bool Completed = true);
