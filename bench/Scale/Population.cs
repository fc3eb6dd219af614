using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Scale;

/// <summary>
/// The payouts of a database, each a function of its number. Whatever the size, the same number of them is open, due and unfolded, so that
/// answers are as long and only the table differs. Ids, keys and hashes are as random as real ones.
/// </summary>
internal sealed class Population(int rows)
{
    /// <summary>Fewer would not leave every client a full page after a place in the newer half of its list.</summary>
    public const int Smallest = 6000;

    /// <summary>How many events no total has yet.</summary>
    public const int Unfolded = 200;

    private const int Clients = 100;
    private const int Open = 2000;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);
    private static readonly string[] Assets = ["USDT", "BTC", "TON", "ETH"];
    private static readonly string[] Networks = ["TRON", "BTC", "TON", "ETH"];

    /// <summary>When the preloaded payouts end; "now" for what is due.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>How many were preloaded.</summary>
    public int Rows { get; } = rows;

    /// <summary>One of the clients that have many payouts.</summary>
    public static string AnyClient(Random chance) => Client(chance.Next(Clients));

    /// <summary>The number of one in the newer half: as many are before it as any page holds.</summary>
    public int AnyInNewerHalf(Random chance) => chance.Next(Rows / 2, Rows - Open);

    /// <summary>A preloaded payout: final at its third version, or one of the newest, which are open.</summary>
    public PayoutState At(int number)
    {
        var untilNow = Rows - number;
        var made = New(number, Client(number % Clients), Now - (untilNow * Pace));
        return untilNow > Open
            ? Final(Sent(made), (number / 7 % 20) switch { 0 => PayoutStatus.Failed, 1 => PayoutStatus.Cancelled, _ => PayoutStatus.Confirmed })
            : (number % 2 == 0 ? made : Sent(made)) with { NextActionAt = number % 5 == 0 ? Now.AddHours(1) : Now.AddSeconds(-untilNow) };
    }

    /// <summary>A payout that is created while we measure; it is not due yet.</summary>
    public PayoutState Created(int number, Random chance) =>
        New(Rows + number, AnyClient(chance), Now.AddMilliseconds(number)) with { NextActionAt = Now.AddHours(1) };

    /// <summary>Heleket has it.</summary>
    public static PayoutState Sent(PayoutState state) => Next(state, PayoutStatus.Broadcast, LogSource.Submit, "process") with
    {
        NextActionAt = Now.AddHours(1),
    };

    /// <summary>It has ended.</summary>
    public static PayoutState Final(PayoutState state, PayoutStatus status) => Next(state, status, LogSource.Webhook, "paid") with { NextActionAt = null };

    /// <summary>The same with a line more in its log.</summary>
    public static PayoutState Noted(PayoutState state) => state with
    {
        Payout = state.Payout with
        {
            Version = state.Payout.Version + 1,
            ResponseLogs = state.Payout.ResponseLogs.Add(Line(state.Payout, LogSource.Webhook, "paid")),
        },
    };

    private static PayoutState New(int number, string client, DateTimeOffset at)
    {
        var key = Hex(number.ToString(CultureInfo.InvariantCulture))[..32];
        var asset = number / 3 % Assets.Length;
        var payout = new Payout
        {
            Id = Hex($"{client}\n{key}")[..32],
            IdempotencyKey = key,
            Request = new PayoutRequest
            {
                ClientId = client,
                Asset = Assets[asset],
                Network = Networks[asset],
                Amount = 10m + (number % 100_000 / 100m),
                WalletAddress = "T" + Hex($"wallet {number}")[..33],
                Reference = $"order {number}",
                RequestedBy = "back-office",
                Metadata = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("campaign", "autumn"),
            },
            Status = PayoutStatus.Pending,
            Detail = PayoutDetail.Submitting,
            RequestedAt = at,
            CreatedAt = at,
            UpdatedAt = at,
            Version = 1,
        };
        return new PayoutState { Payout = payout with { ResponseLogs = [Line(payout, LogSource.Api, null)] }, NextActionAt = at, Since = at };
    }

    private static PayoutState Next(PayoutState state, PayoutStatus status, LogSource source, string word)
    {
        var at = state.Payout.UpdatedAt.AddSeconds(3);
        var next = state.Payout with
        {
            Status = status,
            Detail = status == PayoutStatus.Broadcast ? PayoutDetail.Processing : null,
            HeleketTransactionId = Hex($"heleket {state.Payout.Id}")[..32],
            HeleketStatus = word,
            Txid = status == PayoutStatus.Confirmed ? Hex($"txid {state.Payout.Id}") : null,
            UpdatedAt = at,
            Version = state.Payout.Version + 1,
        };
        return state with { Payout = next with { ResponseLogs = next.ResponseLogs.Add(Line(next, source, word)) }, Since = at };
    }

    private static ResponseLog Line(Payout payout, LogSource source, string? word) => new()
    {
        At = payout.UpdatedAt,
        Source = source,
        Status = payout.Status,
        Detail = payout.Detail,
        HeleketStatus = word,
        IsFinal = payout.IsFinal,
        Message = word is null ? "The request was accepted." : null,
    };

    private static string Client(int number) => string.Create(CultureInfo.InvariantCulture, $"c-{number}");

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
