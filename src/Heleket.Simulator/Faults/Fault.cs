using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heleket.Simulator.Faults;

/// <summary>
/// The kinds of faults (docs/failure-modes.md, "Twelve answers to a create"). "Stored" applies to creates; other calls
/// store nothing.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>State 1 with a message. Nothing is stored.</summary>
    [JsonStringEnumMemberName("refuse")]
    Refuse,

    /// <summary>The connection is reset without an answer. Nothing is stored.</summary>
    [JsonStringEnumMemberName("reset_before")]
    ResetBefore,

    /// <summary>Never answered. Nothing is stored.</summary>
    [JsonStringEnumMemberName("hang")]
    Hang,

    /// <summary>Stored, then the connection is reset.</summary>
    [JsonStringEnumMemberName("commit_then_drop")]
    CommitThenDrop,

    /// <summary>Stored, then 500 without <c>state</c>.</summary>
    [JsonStringEnumMemberName("commit_then_500")]
    CommitThen500,

    /// <summary>Stored, then 200 with the first half of the JSON.</summary>
    [JsonStringEnumMemberName("commit_then_truncate")]
    CommitThenTruncate,

    /// <summary>Stored, and answered after <see cref="Fault.Delay"/>.</summary>
    [JsonStringEnumMemberName("commit_then_slow")]
    CommitThenSlow,

    /// <summary>A proxy's 502 page; stored only with <see cref="Fault.Stored"/>.</summary>
    [JsonStringEnumMemberName("html_502")]
    Html502,

    /// <summary>429. Nothing is stored.</summary>
    [JsonStringEnumMemberName("429")]
    TooManyRequests,

    /// <summary>
    /// Stored and shown from then on with another <see cref="Fault.Field"/> than requested: an id collision.
    /// </summary>
    [JsonStringEnumMemberName("wrong_echo")]
    WrongEcho,

    /// <summary>
    /// Not a fault of Heleket: answered normally, but from then on the address is shown as <see cref="Fault.Shown"/>,
    /// another form of the same account.
    /// </summary>
    [JsonStringEnumMemberName("other_form")]
    OtherForm,

    /// <summary>500 without <c>state</c>. Nothing is stored.</summary>
    [JsonStringEnumMemberName("500_before")]
    Error500Before,

    /// <summary><c>The terminal was not found</c>. Nothing is stored.</summary>
    [JsonStringEnumMemberName("unavailable")]
    Unavailable,

    /// <summary>
    /// Stored and answered with the <see cref="Fault.OddFields"/> in place of the correct ones; in every item of a
    /// list.
    /// </summary>
    [JsonStringEnumMemberName("odd_fields")]
    OddFields,

    /// <summary>Stored; the correct answer is preceded by a byte order mark.</summary>
    [JsonStringEnumMemberName("byte_order_mark")]
    ByteOrderMark,

    /// <summary>Stored; the correct answer is compressed, whatever the caller accepts.</summary>
    [JsonStringEnumMemberName("gzip")]
    Gzip,

    /// <summary>
    /// A proxy's answer: <see cref="Fault.HttpStatus"/> with <see cref="Fault.Body"/>. Nothing is stored.
    /// </summary>
    [JsonStringEnumMemberName("proxy_status")]
    ProxyStatus,
}

/// <summary>The operations that faults and counters distinguish.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SimulatorOperation>))]
public enum SimulatorOperation
{
    /// <summary>All of them.</summary>
    [JsonStringEnumMemberName("any")]
    Any,

    /// <summary><c>/v1/payout</c></summary>
    [JsonStringEnumMemberName("create")]
    Create,

    /// <summary><c>/v1/payout/info</c></summary>
    [JsonStringEnumMemberName("info")]
    Info,

    /// <summary><c>/v1/payout/list</c></summary>
    [JsonStringEnumMemberName("list")]
    List,

    /// <summary><c>/v1/payout/calc</c></summary>
    [JsonStringEnumMemberName("calc")]
    Calc,

    /// <summary><c>/v1/payout/services</c></summary>
    [JsonStringEnumMemberName("services")]
    Services,

    /// <summary><c>/v1/transfer/…</c></summary>
    [JsonStringEnumMemberName("transfer")]
    Transfer,

    /// <summary><c>/v1/payment/refund</c></summary>
    [JsonStringEnumMemberName("refund")]
    Refund,

    /// <summary><c>/v1/balance</c></summary>
    [JsonStringEnumMemberName("balance")]
    Balance,

    /// <summary><c>/v1/test-webhook/payout</c></summary>
    [JsonStringEnumMemberName("test_webhook")]
    TestWebhook,

    /// <summary><c>/v1/exchange-rate/…/list</c></summary>
    [JsonStringEnumMemberName("rates")]
    Rates,
}

/// <summary>
/// A fault and the calls it applies to. The first applicable fault is used: those for an order id first, then in order
/// of injection.
/// </summary>
/// <param name="Kind">The kind of fault.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>The operation it applies to.</summary>
    public SimulatorOperation Operation { get; init; }

    /// <summary>Only calls about this payout, including lookups by uuid.</summary>
    public string? OrderId { get; init; }

    /// <summary>The number of calls; <see langword="null"/>: until the faults are cleared.</summary>
    public int? Times { get; init; }

    /// <summary>The probability for each call, 0 to 1, from the seeded source.</summary>
    public decimal Probability { get; init; } = 1m;

    /// <summary>
    /// For a refusal: the message, or a key like <c>validation.regex</c> that is put under <see cref="Field"/>.
    /// </summary>
    public string Message { get; init; } = "Not enough funds";

    /// <summary>For a refusal: 422 or 200. For a proxy's answer: 300 to 599.</summary>
    public int HttpStatus { get; init; } = 422;

    /// <summary>
    /// For a proxy's answer: a page, or JSON if it starts like JSON. <see langword="null"/>: a page that names the
    /// status.
    /// </summary>
    public string? Body { get; init; }

    /// <summary>Raw JSON by the name of the payout's member, which may be undocumented.</summary>
    public IReadOnlyDictionary<string, JsonElement> OddFields { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>For a slow answer: the delay.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>For a 502: whether the payout is stored.</summary>
    public bool Stored { get; init; }

    /// <summary>For a wrong echo: <c>address amount currency network</c>. For a validation key: the field.</summary>
    public string Field { get; init; } = "address";

    /// <summary>
    /// For another form: the address as shown by creates, lookups, lists and webhooks. The simulator does not know
    /// address forms and accepts any text.
    /// </summary>
    public string? Shown { get; init; }

    /// <summary>Whether the call takes effect despite the fault.</summary>
    internal bool Commits => Kind is FaultKind.CommitThenDrop or FaultKind.CommitThen500 or FaultKind.CommitThenTruncate
        or FaultKind.CommitThenSlow or FaultKind.WrongEcho or FaultKind.OtherForm or FaultKind.OddFields or FaultKind.ByteOrderMark or FaultKind.Gzip || (Kind == FaultKind.Html502 && Stored);

    internal void Validate()
    {
        var wrong = Probability is < 0 or > 1 ? nameof(Probability)
            : Times is < 1 ? nameof(Times)
            : !IsStatusOf(Kind) ? nameof(HttpStatus)
            : Delay < TimeSpan.Zero ? nameof(Delay)
            : Kind == FaultKind.OddFields && OddFields.Count == 0 ? nameof(OddFields)
            : Kind == FaultKind.WrongEcho && Field is not ("address" or "amount" or "currency" or "network") ? nameof(Field)
            : Kind == FaultKind.OtherForm && (string.IsNullOrEmpty(Shown) || Operation is not (SimulatorOperation.Create or SimulatorOperation.Info)) ? $"{nameof(Shown)} or {nameof(Operation)}"
            : null;
        if (wrong is not null)
        {
            throw new ArgumentException($"The fault's {wrong} is out of bounds.");
        }
    }

    private bool IsStatusOf(FaultKind kind) => kind == FaultKind.ProxyStatus ? HttpStatus is >= 300 and <= 599 : HttpStatus is 200 or 422;
}
