using Heleket.Simulator.Payouts;
using Heleket.Simulator.Walking;
using Heleket.Simulator.Webhooks;

namespace Heleket.Simulator.Http;

/// <summary>
/// The answers of the endpoints around payouts (docs/heleket.md, "Transfers"; docs/heleket.md, "Other calls").
/// </summary>
internal sealed class MerchantResponses(SimulatorState state, WebhookOutbox outbox)
{
    private static readonly string[] Statuses = ["process", "check", "paid", "fail", "cancel", "system_fail"];

    private int _transfers;

    public Response Balance(ApiRequest request)
    {
        (string Currency, decimal Amount)[] business;
        (string Currency, decimal Amount)[] personal;
        lock (state.Gate)
        {
            business = [.. state.Wallets.View().Select(wallet => (wallet.Currency, wallet.Available))];
            personal = [.. state.Wallets.PersonalView()];
        }

        return Response.Ok(json =>
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteStartObject("balance");
            Write("merchant", business);
            Write("user", personal);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();

            void Write(string owner, (string Currency, decimal Amount)[] wallets)
            {
                json.WriteStartArray(owner);
                foreach (var (currency, amount) in wallets)
                {
                    json.WriteStartObject();
                    json.WriteString("uuid", Walker.UuidOf(state.Options.Seed, $"{owner}:{currency}"));
                    json.WriteString("balance", Wire.Padded(amount));
                    json.WriteString("currency_code", currency);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        });
    }

    /// <summary>
    /// Transfers between the business and the personal wallet. Not idempotent: nothing identifies the transfer.
    /// </summary>
    public Response Transfer(ApiRequest request, bool toPersonal)
    {
        var (_, amount) = request.Form.RequiredAmount("amount");
        var currency = request.Form.Required("currency", 20).ToUpperInvariant();
        if (request.Form.Refusal is { } invalid)
        {
            return Response.Refused(invalid);
        }

        lock (state.Gate)
        {
            var (business, personal) = (state.Wallets.Available(currency), state.Wallets.Personal(currency));
            var why = state.Time.GetUtcNow() < state.BlockedUntil ? "You are forbidden"
                : personal is null ? "No found user wallet"
                : business is null ? "Merchant wallet not found"
                : amount < 0.00000001m ? $"Minimum amount 0.00000001 {currency}"
                : (toPersonal ? business : personal) < amount ? "Not enough funds"
                : null;
            if (why is not null)
            {
                return Response.Refused(new Refusal(why));
            }

            var moved = toPersonal ? amount : -amount;
            state.Wallets.SetPersonal(currency, personal!.Value + moved);
            state.AddAvailable(currency, -moved);
            return Transferred(++_transfers, personal.Value + moved, business!.Value - moved);
        }
    }

    public Response Refund(ApiRequest request)
    {
        var form = request.Form;
        form.Required("address");
        form.RequiredBoolean("is_subtract");
        var (uuid, orderId) = (form.Uuid("uuid"), form.AlphaDash("order_id", 100));
        var asked = form.Peek("amount") is null ? (decimal?)null : form.RequiredAmount("amount").Value;
        if (uuid is null && orderId is null)
        {
            form.Fail("uuid", "validation.required_without");
            form.Fail("order_id", "validation.required_without");
        }

        if (form.Refusal is { } invalid)
        {
            return Response.Refused(invalid);
        }

        // If both are given, uuid wins here (docs/heleket.md, "Other calls").
        var invoice = state.Options.Invoices.FirstOrDefault(made => uuid is not null ? made.Uuid == uuid : made.OrderId == orderId);
        return invoice is null ? Response.Refused(new Refusal("Payment was not found")) : Refund(invoice, asked);
    }

    public Response TestWebhook(ApiRequest request)
    {
        var form = request.Form;
        var url = form.Url("url_callback", 150) ?? form.Required("url_callback");
        var (currency, network) = (form.Required("currency", 20), form.Required("network", 20));
        var status = form.OneOf("status", Statuses) ?? "paid";
        var (uuid, orderId) = (form.Uuid("uuid"), form.AlphaDash("order_id", 32));
        if (form.Refusal is { } invalid)
        {
            return Response.Refused(invalid);
        }

        if (state.Pricing.Find(currency, network) is not { } service)
        {
            return Response.Refused(new Refusal("Payout service not found"));
        }

        lock (state.Gate)
        {
            PayoutEntry? entry = null;
            var known = uuid is not null ? state.Book.TryByUuid(uuid, out entry)
                : orderId is null || state.Book.TryByOrder(orderId, out entry);
            if (!known)
            {
                return Response.Refused(new Refusal("Not found payout"));
            }

            var step = new WalkStep(status, status is "paid" or "fail" or "cancel" or "system_fail");
            var payout = Walker.With(entry?.Payout ?? Sample(service), step, state.Time.GetUtcNow());
            outbox.PostOnce(url, WebhookBody.Create(payout, state.PayoutKey, new WebhookSettings()));
        }

        return Nothing();
    }

    /// <summary>All rates of a currency; the code is not covered by the signature.</summary>
    public Response Rates(ApiRequest request) => Response.Ok(json =>
    {
        json.WriteStartArray();
        foreach (var (to, course) in state.Pricing.Rates(request.Code!) ?? [])
        {
            json.WriteStartObject();
            json.WriteString("from", request.Code!.ToUpperInvariant());
            json.WriteString("to", to);
            json.WriteString("course", Wire.Padded(course));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private Response Refund(SimulatedInvoice invoice, decimal? asked)
    {
        lock (state.Gate)
        {
            var left = invoice.Amount - state.Refunded.GetValueOrDefault(invoice.Uuid);
            var amount = asked ?? left;
            var available = state.Wallets.Available(invoice.Currency);
            var why = state.Time.GetUtcNow() < state.BlockedUntil ? "You are forbidden"
                : available is null ? "Undefined merchant wallet"
                : !invoice.Completed ? "Refunds are made only for completed payments"
                : amount > left || amount <= 0 ? "The refund amount should not be more than the amount paid"
                : available < amount ? "Not enough funds"
                : null;
            if (why is not null)
            {
                return Response.Refused(new Refusal(why));
            }

            state.Refunded[invoice.Uuid] = invoice.Amount - left + amount;
            state.AddAvailable(invoice.Currency, -amount);
            return Nothing();
        }
    }

    private static Response Nothing() => Response.Ok(json =>
    {
        json.WriteStartArray();
        json.WriteEndArray();
    });

    private Response Transferred(int number, decimal personal, decimal business) => Response.Ok(json =>
    {
        json.WriteStartObject();
        json.WriteString("user_wallet_transaction_uuid", Walker.UuidOf(state.Options.Seed, $"transfer:{number}:user"));
        json.WriteString("user_wallet_balance", Wire.Padded(personal));
        json.WriteString("merchant_transaction_uuid", Walker.UuidOf(state.Options.Seed, $"transfer:{number}:merchant"));
        json.WriteString("merchant_balance", Wire.Padded(business));
        json.WriteEndObject();
    });

    private SimulatedPayout Sample(SimulatedService service)
    {
        var now = state.Time.GetUtcNow();
        var number = state.Random.Next();
        return new SimulatedPayout
        {
            Id = 0,
            Uuid = Walker.UuidOf(state.Options.Seed, $"test-webhook:{number}"),
            OrderId = $"test-{number}",
            AmountText = "10",
            Amount = 10,
            Currency = service.Currency,
            Network = service.Network,
            Address = "",
            PayerCurrency = service.Currency,
            PayerAmount = 10,
            Commission = service.FeeAmount,
            MerchantAmount = 10 + service.FeeAmount,
            WalletCurrency = service.Currency,
            WalletAmount = 10 + service.FeeAmount,
            Status = "process",
            IsFinal = false,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}
