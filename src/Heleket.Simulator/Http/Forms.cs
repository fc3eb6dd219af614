using Heleket.Simulator.Payouts;

namespace Heleket.Simulator.Http;

/// <summary>The fields of each endpoint, and the validation keys of invalid ones.</summary>
internal static class Forms
{
    private static readonly string[] Sources = ["Binance", "BinanceP2p", "BinanceP2P", "Exmo", "Kucoin", "Garantexio"];

    public static PayoutTerms Create(Form form)
    {
        var terms = Shared(form) with
        {
            OrderId = form.AlphaDash("order_id", 100) ?? form.Required("order_id"),
            FromCurrency = form.OneOf("from_currency", "USDT"),
            UrlCallback = form.Url("url_callback", 255),
            Memo = form.Optional("memo", 1, 30),
        };
        return terms;
    }

    /// <summary>The fee preview: no order id.</summary>
    public static PayoutTerms Calc(Form form) => Shared(form);

    public static (string? OrderId, string? Uuid) Info(Form form)
    {
        var (orderId, uuid) = (form.AlphaDash("order_id", 32), form.Uuid("uuid"));
        if (orderId is null && uuid is null)
        {
            form.Fail("uuid", "validation.required_without");
            form.Fail("order_id", "validation.required_without");
        }

        return (orderId, uuid);
    }

    private static PayoutTerms Shared(Form form)
    {
        var (text, amount) = form.RequiredAmount("amount");
        form.OneOf("course_source", Sources);
        return new PayoutTerms
        {
            AmountText = text,
            Amount = amount,
            Currency = form.Required("currency", 20),
            Address = form.Required("address"),
            IsSubtract = form.RequiredBoolean("is_subtract"),
            Network = form.Optional("network", 1, 20),
            ToCurrency = form.Optional("to_currency", 1, 20),
            Priority = form.OneOf("priority", "recommended", "economy", "high", "highest"),
            OrderId = "",
        };
    }
}
