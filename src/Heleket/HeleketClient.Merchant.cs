using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Heleket.Wire;
using Microsoft.Extensions.Logging;

namespace Heleket;

public sealed partial class HeleketClient
{
    /// <summary>The UTC offset of the history filter (docs/heleket.md, "History").</summary>
    private static readonly TimeSpan HistoryOffset = TimeSpan.FromHours(3);

    /// <summary>
    /// Reads the payout history, fetching pages as it is enumerated, newest first as far as is known
    /// (docs/heleket.md, "History"). Items have no payer amounts and seldom an order id.
    /// </summary>
    /// <param name="from">Created at or after this time, to the second.</param>
    /// <param name="to">Created at or before this time, to the second.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <exception cref="HeleketException">
    /// A page could not be fetched, or an item could not be read. Unreadable informational members are left out
    /// instead.
    /// </exception>
    public async IAsyncEnumerable<PayoutInfo> ListPayoutsAsync(
        DateTimeOffset? from = null, DateTimeOffset? to = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var body = Bodies.Of(("date_from", HistoryTime(from)), ("date_to", HistoryTime(to)));
        var seen = new HashSet<string>();
        string? cursor = null;
        do
        {
            var path = cursor is null ? "v1/payout/list" : $"v1/payout/list?cursor={Uri.EscapeDataString(cursor)}";
            var call = new Call("list", path, body) { Repeatable = true };
            var (items, next) = await CallAsync(call, MerchantResponses.Page, cancellationToken);
            foreach (var item in items)
            {
                NoteLeftOut(call, item);
                yield return item;
            }

            if (next is not null && !seen.Add(next))
            {
                throw new HeleketException("Heleket's history goes in a circle: it gave the same cursor twice.");
            }

            cursor = next;
        }
        while (cursor is not null);
    }

    /// <summary>
    /// Previews what a payout would cost (docs/heleket.md, "Fee preview"). The order id, the memo, the callback and the
    /// source of a conversion are not sent.
    /// </summary>
    /// <exception cref="HeleketException">The call was refused or got no answer.</exception>
    public Task<FeePreview> CalculateAsync(CreatePayoutRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return CallAsync(
            new Call("calc", "v1/payout/calc", Bodies.Calculate(request)) { Repeatable = true },
            MerchantResponses.FeePreview,
            cancellationToken);
    }

    /// <summary>
    /// Lists the pairs that payouts can be made on, with limits and fees. This list is the only authority on them
    /// (docs/heleket.md, "Services"). A malformed entry hides no other: see <see cref="HeleketServices"/>.
    /// </summary>
    /// <exception cref="HeleketException">The call was refused, got no answer, or the answer is not a list.</exception>
    public Task<HeleketServices> GetServicesAsync(CancellationToken cancellationToken = default) =>
        CallAsync(new Call("services", "v1/payout/services", Bodies.None) { Repeatable = true }, ServiceReader.Read, cancellationToken);

    /// <summary>
    /// Reads the account's wallets (docs/heleket.md, "Balance"). Needs <see cref="HeleketOptions.PaymentKey"/>.
    /// </summary>
    /// <exception cref="HeleketException">The call was refused, got no answer, or the answer is unreadable.</exception>
    /// <exception cref="InvalidOperationException">No payment key is configured.</exception>
    public Task<HeleketBalance> GetBalanceAsync(CancellationToken cancellationToken = default) => string.IsNullOrEmpty(options.Value.PaymentKey)
        ? throw new InvalidOperationException("HELEKET_PAYMENT_API_KEY (Heleket__PaymentKey) is not set: only the payment key may read balances.")
        : CallAsync(new Call("balance", "v1/balance", Bodies.None) { Repeatable = true, WithPaymentKey = true }, MerchantResponses.Balance, cancellationToken);

    /// <summary>
    /// Moves money from the business to the personal wallet (docs/heleket.md, "Transfers"). Not idempotent and never
    /// repeated: after a transport failure, check the balance.
    /// </summary>
    /// <param name="amount">The amount, greater than zero.</param>
    /// <param name="currency">Coin code.</param>
    /// <param name="cancellationToken">
    /// Once the request may have been sent, cancellation results in a <see cref="HeleketException"/>.
    /// </param>
    /// <exception cref="HeleketException">The call was refused or got no answer.</exception>
    public Task<TransferResult> TransferToPersonalAsync(decimal amount, string currency, CancellationToken cancellationToken = default) =>
        TransferAsync("to-personal", amount, currency, cancellationToken);

    /// <summary>Moves money from the personal to the business wallet (docs/heleket.md, "Transfers").</summary>
    /// <inheritdoc cref="TransferToPersonalAsync"/>
    public Task<TransferResult> TransferToBusinessAsync(decimal amount, string currency, CancellationToken cancellationToken = default) =>
        TransferAsync("to-business", amount, currency, cancellationToken);

    /// <summary>Requests a test webhook (docs/heleket.md, "Test webhook"). The request is sent once.</summary>
    /// <exception cref="HeleketException">The call was refused or got no answer.</exception>
    public Task SendTestWebhookAsync(TestWebhookRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = Bodies.Of(
            ("url_callback", request.UrlCallback.AbsoluteUri), ("currency", request.Currency), ("network", request.Network),
            ("status", request.Status), ("uuid", request.Uuid), ("order_id", request.OrderId));
        return CallAsync(new Call("test-webhook", "v1/test-webhook/payout", body) { Id = request.OrderId ?? request.Uuid }, _ => true, cancellationToken);
    }

    private Task<TransferResult> TransferAsync(string direction, decimal amount, string currency, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);
        ArgumentException.ThrowIfNullOrWhiteSpace(currency);
        return CallAsync(
            new Call(direction, $"v1/transfer/{direction}", Bodies.Of(("amount", Bodies.Decimal(amount)), ("currency", currency))),
            MerchantResponses.Transfer,
            cancellationToken);
    }

    private async Task<T> CallAsync<T>(Call call, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var callOutcome = await _channel.SendAsync(call, cancellationToken);
        try
        {
            var result = callOutcome is CallOutcome.Responded { Response: { Status: 200, Envelope: { State: 0 } envelope } }
                ? read(envelope.Result ?? default)
                : throw MerchantResponses.Failure(call, callOutcome);
            Write(LogLevel.Debug, call, callOutcome, "Succeeded", started);
            return result;
        }
        catch (Exception e) when (e is HeleketException or JsonException)
        {
            Write(LogLevel.Warning, call, callOutcome, "Failed", started);
            throw e as HeleketException ?? new HeleketException($"Heleket's answer to {call.Operation} cannot be read.", e)
            {
                HttpStatus = 200,
                IsTransportFailure = true,
            };
        }
    }

    private static string? HistoryTime(DateTimeOffset? time) => time?.ToOffset(HistoryOffset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
