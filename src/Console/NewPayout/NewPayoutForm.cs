using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Payouts.Console.NewPayout;

/// <summary>The form of a new payout, each field as it was typed: the API says what is wrong with it.</summary>
/// <param name="Key">The idempotency key: minted with the form, and the same through all of its steps.</param>
/// <param name="Values">The fields of the request that are not empty, by the API's names.</param>
/// <param name="Again">The id of a failed or cancelled payout that this one is to replace, or null.</param>
/// <param name="Ticks">The warnings that were ticked, by name.</param>
/// <param name="LastSix">The last six characters of the address, typed again.</param>
internal sealed record NewPayoutForm(string Key, IReadOnlyDictionary<string, string> Values, string? Again, IReadOnlySet<string> Ticks, string LastSix)
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

    /// <summary>A form that nobody has sent.</summary>
    /// <param name="values">What is filled in; empty values are left out.</param>
    /// <param name="again">The id of the payout to replace, or null.</param>
    public static NewPayoutForm Fresh(IEnumerable<KeyValuePair<string, string?>> values, string? again = null) =>
        new("console-" + RandomNumberGenerator.GetString(KeyLetters, KeyLength), Filled(values), again, new HashSet<string>(), "");

    /// <summary>Reads a form that was posted. A key that is missing or altered is not replaced: the API refuses it.</summary>
    public static NewPayoutForm Read(IFormCollection form) => new(
        form["key"].ToString(),
        Filled(Fields.Select(field => KeyValuePair.Create(field, (string?)form[field].ToString()))),
        form["again"] is [{ Length: > 0 } again] ? again : null,
        new[] { SecondTick, LookAlikeTick, AgainTick }.Where(form.ContainsKey).ToHashSet(),
        form["last_six"].ToString());

    /// <summary>
    /// The body of the create: an object of strings, as typed. Only a time from the browser's own picker, which knows neither seconds nor offsets, is
    /// completed: it is labelled UTC.
    /// </summary>
    public ReadOnlyMemory<byte> ToJson() => JsonSerializer.SerializeToUtf8Bytes(
        Values.ToDictionary(value => value.Key, value => value.Key == "scheduled_for" && value.Value.Length == PickedTimeLength ? value.Value + ":00Z" : value.Value));

    private static Dictionary<string, string> Filled(IEnumerable<KeyValuePair<string, string?>> values) =>
        values.Where(value => !string.IsNullOrEmpty(value.Value)).ToDictionary(value => value.Key, value => value.Value!, StringComparer.Ordinal);
}
