using System.Text.Json;
using Heleket.Simulator.Payouts;

namespace Heleket.Simulator.Http;

/// <summary>Writes a payout for create, info and list.</summary>
internal static class PayoutJson
{
    /// <summary>The object of create and info (docs/heleket.md, "Create").</summary>
    /// <param name="json">The destination.</param>
    /// <param name="payout">The payout.</param>
    /// <param name="balance">The remaining balance of the debited wallet.</param>
    /// <param name="options">Number forms and extra members.</param>
    public static void Write(Utf8JsonWriter json, SimulatedPayout payout, decimal balance, SimulatorOptions options)
    {
        json.WriteStartObject();
        Head(json, payout);
        Number(json, "balance", balance, options);
        json.WriteString("payer_currency", payout.PayerCurrency);
        Number(json, "payer_amount", payout.PayerAmount, options);
        if (payout.WalletCurrency != payout.PayerCurrency)
        {
            Conversion(json, payout);
        }

        if (options.UndocumentedMembers)
        {
            json.WriteString("order_id", payout.OrderId);
            json.WriteString("commission", Wire.Padded(payout.Commission));
            json.WriteString("merchant_amount", Wire.Padded(payout.MerchantAmount));
            Times(json, payout, Wire.Offset);
        }

        json.WriteEndObject();
    }

    /// <summary>An item of the list (docs/heleket.md, "History").</summary>
    public static void WriteItem(Utf8JsonWriter json, SimulatedPayout payout, decimal balance, SimulatorOptions options)
    {
        json.WriteStartObject();
        Head(json, payout);
        json.WriteString("balance", Wire.Padded(balance));
        if (options.ListOrderIds ?? options.UndocumentedMembers)
        {
            json.WriteString("order_id", payout.OrderId);
        }

        if (options.ListCommissions)
        {
            json.WriteString("commission", Wire.Padded(payout.Commission));
        }

        Times(json, payout, options.ListOffset);
        json.WriteEndObject();
    }

    private static void Head(Utf8JsonWriter json, SimulatedPayout payout)
    {
        json.WriteString("uuid", payout.Uuid);
        json.WriteString("amount", payout.AmountText);
        json.WriteString("currency", payout.Currency);
        json.WriteString("network", payout.Network);
        json.WriteString("address", payout.ShownAddress ?? payout.Address);
        json.WriteString("txid", payout.Txid);
        json.WriteString("status", payout.Status);
        json.WriteBoolean("is_final", payout.IsFinal);
    }

    private static void Conversion(Utf8JsonWriter json, SimulatedPayout payout)
    {
        json.WriteStartObject("convert");
        json.WriteString("to_currency", payout.PayerCurrency);
        json.WriteString("from_currency", payout.WalletCurrency);
        json.WriteString("from_amount", Wire.Padded(payout.WalletAmount));
        json.WriteString("commission", Wire.Padded(0));
        json.WriteString("rate", Wire.Padded(payout.WalletAmount / payout.MerchantAmount));
        json.WriteEndObject();
    }

    private static void Times(Utf8JsonWriter json, SimulatedPayout payout, TimeSpan offset)
    {
        json.WriteString("created_at", Wire.Time(payout.CreatedAt, offset));
        json.WriteString("updated_at", Wire.Time(payout.UpdatedAt, offset));
    }

    private static void Number(Utf8JsonWriter json, string name, decimal value, SimulatorOptions options)
    {
        if (options.NumbersAsStrings)
        {
            json.WriteString(name, Wire.Padded(value));
            return;
        }

        json.WritePropertyName(name);
        json.WriteRawValue(Wire.Plain(value));
    }
}
