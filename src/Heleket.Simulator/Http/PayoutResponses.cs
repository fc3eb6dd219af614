using Heleket.Simulator.Faults;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Walking;

namespace Heleket.Simulator.Http;

/// <summary>The answers of the payout endpoints (docs/heleket.md, "What the simulator assumes").</summary>
internal sealed class PayoutResponses(SimulatorState state, Walker walker)
{
    public Response Create(ApiRequest request)
    {
        var terms = Forms.Create(request.Form);
        if (request.Form.Refusal is { } invalid)
        {
            return Response.Refused(invalid);
        }

        SimulatedPayout payout;
        decimal balance;
        lock (state.Gate)
        {
            if (!state.Book.TryByOrder(terms.OrderId, out var entry))
            {
                var (quote, refusal) = Admit(terms);
                if (quote is null)
                {
                    return Response.Refused(refusal!);
                }

                var field = request.WrongEcho;
                entry = walker.Create(terms, quote, field is null ? null : made => Spoiler.Apply(made, field));
            }

            walker.Show(entry, request.ShownAddress);
            (payout, balance) = (entry.Payout, BalanceOf(entry.Payout));
        }

        return Shown(payout, balance);
    }

    public Response Info(ApiRequest request)
    {
        var (orderId, uuid) = Forms.Info(request.Form);
        if (request.Form.Refusal is { } invalid)
        {
            return Response.Refused(invalid);
        }

        SimulatedPayout payout;
        decimal balance;
        lock (state.Gate)
        {
            // If both are given, order_id wins (docs/heleket.md, "Info").
            PayoutEntry? entry;
            var found = orderId is not null ? state.Book.TryByOrder(orderId, out entry) : state.Book.TryByUuid(uuid!, out entry);
            if (!found || entry!.Payout.Hidden is HiddenFrom.Info or HiddenFrom.Both)
            {
                return Response.Refused(new Refusal("Payout not found", Status: state.Options.UnknownPayoutStatus));
            }

            walker.Show(entry, request.ShownAddress);
            (payout, balance) = (entry.Payout, BalanceOf(entry.Payout));
        }

        return Shown(payout, balance);
    }

    public Response Calc(ApiRequest request)
    {
        var terms = Forms.Calc(request.Form);
        if (request.Form.Refusal is { } invalid)
        {
            return Response.Refused(invalid);
        }

        var (quote, refusal) = state.Pricing.Price(terms);
        return quote is null ? Response.Refused(refusal!) : Response.Ok(json =>
        {
            json.WriteStartObject();
            Write("commission", quote.Commission);
            Write("merchant_amount", quote.MerchantAmount);
            Write("payout_amount", quote.PayerAmount);
            json.WriteEndObject();

            void Write(string member, decimal amount)
            {
                if (!state.Options.CalcOmits.Contains(member))
                {
                    json.WriteString(member, Wire.Padded(amount));
                }
            }
        });
    }

    public Response Services(ApiRequest request) => Response.Ok(state.Services.Write);

    public Response List(ApiRequest request)
    {
        var query = ListQuery.Read(request.Form, request.Cursor, state.Options.ListOffset);
        if (request.Form.Refusal is { } invalid)
        {
            return Response.Refused(invalid);
        }

        ListPage page;
        (SimulatedPayout Payout, decimal Balance)[] items;
        lock (state.Gate)
        {
            DateTimeOffset? latest = state.Options.ListDelay == TimeSpan.Zero ? null : state.Time.GetUtcNow() - state.Options.ListDelay;
            page = query.Find(state.Book.All, latest);
            items = [.. page.Items.Select(entry => (entry.Payout, BalanceOf(entry.Payout)))];
        }

        return Response.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteString("merchant_uuid", state.Options.MerchantId);
            json.WriteStartArray("items");
            foreach (var (payout, balance) in items)
            {
                PayoutJson.WriteItem(json, payout, balance, state.Options);
            }

            json.WriteEndArray();
            page.WritePaginate(json);
            json.WriteEndObject();
        });
    }

    /// <summary>
    /// The business checks, in the assumed order (docs/heleket.md, "What the simulator assumes"). The caller holds the
    /// lock.
    /// </summary>
    private (Quote? Quote, Refusal? Refusal) Admit(PayoutTerms terms)
    {
        if (state.Time.GetUtcNow() < state.BlockedUntil)
        {
            return (null, new Refusal("You are forbidden"));
        }

        var (quote, refusal) = state.Pricing.Price(terms);
        if (quote is null)
        {
            return (null, refusal);
        }

        return state.Wallets.Available(quote.WalletCurrency) switch
        {
            null => (null, new Refusal("Wallet not found")),
            { } available when available >= quote.WalletAmount => (quote, null),
            _ when quote.Converts => (null, new Refusal($"Not enough balance for convert {quote.WalletCurrency} to {quote.Service.Currency}")),
            _ => (null, new Refusal("Not enough funds")),
        };
    }

    private decimal BalanceOf(SimulatedPayout payout) => state.Wallets.Available(payout.WalletCurrency) ?? 0;

    private Response Shown(SimulatedPayout payout, decimal balance) =>
        Response.Ok(json => PayoutJson.Write(json, payout, balance, state.Options));
}
