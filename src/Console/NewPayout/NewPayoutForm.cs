using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payouts.Client;

namespace Payouts.Console.NewPayout;

/// <summary>The form of a new payout, each field as it was typed: the API says what is wrong with it.</summary>
/// <param name="Key">The idempotency key: minted with the form, and the same through all of its steps.</param>
/// <param name="Values">The fields of the request that are not empty, by the API's names.</param>
/// <param name="Again">The id of a failed or cancelled payout that this one is to replace, or null.</param>
/// <param name="Ticks">The warnings that were ticked, by name.</param>
/// <param name="LastSix">The last six characters of the address, typed again.</param>
public sealed record NewPayoutForm(string Key, IReadOnlyDictionary<string, string> Values, string? Again, IReadOnlySet<string> Ticks, string LastSix)
{
    /// <summary>The name of the tick that means a second payout like an earlier one.</summary>
    public const string SecondTick = "second";

    /// <summary>The name of the tick that means that an address was compared with the one it looks like.</summary>
    public const string LookAlikeTick = "compared";

    /// <summary>The name of the tick that means a payout in the place of one that ended unpaid.</summary>
    public const string AgainTick = "again_meant";

    /// <summary>The fields that the form sends to the API.</summary>
    public static readonly IReadOnlyList<string> Fields = ["client_id", "asset", "network", "wallet_address", "memo", "amount", "fee_payer", "reference", "scheduled_for"];

    private const string KeyLetters = "abcdefghijklmnopqrstuvwxyz234567";
    private const int KeyLength = 26;
    private static readonly int PickedTimeLength = "2026-12-01T09:00".Length;

    /// <summary>What was typed into a field, or nothing.</summary>
    public string this[string field] => Values.GetValueOrDefault(field, "");

    /// <summary>What the addresses of its steps carry, so that one comes back to it after a sign-in.</summary>
    public string Query => $"?client={Uri.EscapeDataString(this["client_id"])}{(Again is null ? "" : $"&again={Uri.EscapeDataString(Again)}")}";

    /// <summary>A form that nobody has sent.</summary>
    /// <param name="client">Who is paid.</param>
    /// <param name="like">A payout to the receiver that is filled in, or null.</param>
    /// <param name="amount">An amount that was chosen, or null: it is never filled in by itself.</param>
    public static NewPayoutForm Fresh(string client, Payout? like = null, string? amount = null) => Fresh(
        ("client_id", client), ("asset", like?.Asset), ("network", like?.Network), ("wallet_address", like?.WalletAddress), ("memo", like?.Memo), ("amount", amount));

    /// <summary>A form for a payout to an address of the client's book.</summary>
    /// <param name="entry">The address.</param>
    public static NewPayoutForm To(AddressEntry entry) =>
        Fresh(("client_id", entry.ClientId), ("asset", entry.Asset), ("network", entry.Network), ("wallet_address", entry.Address), ("memo", entry.Memo));

    /// <summary>A form for what a payout that ended unpaid was to pay.</summary>
    /// <param name="unpaid">That payout.</param>
    public static NewPayoutForm InPlaceOf(Payout unpaid)
    {
        var form = Fresh(unpaid.ClientId, unpaid, unpaid.Amount.ToString(CultureInfo.InvariantCulture));
        return form with { Again = unpaid.Id, Values = Filled(form.Values.Select(value => (value.Key, (string?)value.Value)).Append(("reference", unpaid.Reference)).Append(("fee_payer", unpaid.FeePayer.Value))) };
    }

    /// <summary>Reads a form that was posted. A key that is missing or altered is not replaced: the API refuses it.</summary>
    public static NewPayoutForm Read(IFormCollection form) => new(
        form["key"].ToString(),
        Filled(Fields.Select(field => (field, (string?)form[field].ToString()))),
        form["again"] is [{ Length: > 0 } again] ? again : null,
        new[] { SecondTick, LookAlikeTick, AgainTick }.Where(form.ContainsKey).ToHashSet(),
        form["last_six"].ToString());

    /// <summary>
    /// The body of the create: an object of strings, as typed. Only a time from the browser's own picker, which knows neither seconds nor offsets, is
    /// completed: it is labelled UTC.
    /// </summary>
    public ReadOnlyMemory<byte> ToJson() => JsonSerializer.SerializeToUtf8Bytes(
        Values.ToDictionary(value => value.Key, value => value.Key == "scheduled_for" && value.Value.Length == PickedTimeLength ? value.Value + ":00Z" : value.Value));

    private static NewPayoutForm Fresh(params IEnumerable<(string Field, string? Value)> values) =>
        new("console-" + RandomNumberGenerator.GetString(KeyLetters, KeyLength), Filled(values), null, new HashSet<string>(), "");

    private static Dictionary<string, string> Filled(IEnumerable<(string Field, string? Value)> values) =>
        values.Where(value => !string.IsNullOrEmpty(value.Value)).ToDictionary(value => value.Field, value => value.Value!, StringComparer.Ordinal);
}
