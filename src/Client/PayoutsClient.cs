using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>
/// The Payouts service. One instance serves any number of threads. What a call may throw is a <see cref="PayoutsException"/>, an
/// <see cref="ArgumentException"/> before anything is sent, or the <see cref="OperationCanceledException"/> of its token.
/// </summary>
/// <remarks>
/// Reads, creates, cancels, pauses and changes of address books are repeated when the connection fails, at a timeout, and at 408, 429, 500, 502, 503 and 504. No other handler that repeats
/// may sit beneath: two layers multiply their attempts.
/// </remarks>
public sealed partial class PayoutsClient
{
    /// <summary>The name of the activity source and the meter.</summary>
    public const string TelemetryName = Telemetry.Name;

    private readonly Calls _calls;

    /// <summary>A client over connections that the caller owns.</summary>
    /// <param name="http">Sends; it is not disposed of here.</param>
    /// <param name="options">Where, with which key, how patiently.</param>
    /// <exception cref="ArgumentException">An option is out of bounds, or nobody says where the service is.</exception>
    public PayoutsClient(HttpClient http, PayoutsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _calls = new Calls(new Transport(http, options), options);
        Keys = new KeysClient(_calls);
        Approvals = new ApprovalsClient(_calls);
        Limits = new LimitsClient(_calls);
        Pauses = new PausesClient(_calls);
        Policies = new PoliciesClient(_calls);
        Addresses = new AddressBookClient(_calls);
        Audit = new AuditClient(_calls);
    }

    /// <summary>Keys of the service: scope <see cref="Scope.Admin"/>.</summary>
    public KeysClient Keys { get; }

    /// <summary>Decisions on payouts that wait for people.</summary>
    public ApprovalsClient Approvals { get; }

    /// <summary>How much may leave in a time, and how much has.</summary>
    public LimitsClient Limits { get; }

    /// <summary>What is held back before it is sent.</summary>
    public PausesClient Pauses { get; }

    /// <summary>The policy: scope <see cref="Scope.Read"/>; changes need <see cref="Scope.Admin"/>.</summary>
    public PoliciesClient Policies { get; }

    /// <summary>The address books of clients.</summary>
    public AddressBookClient Addresses { get; }

    /// <summary>What people changed, and the proof that nobody altered what is stored.</summary>
    public AuditClient Audit { get; }

    /// <summary>Counts and sums of payouts.</summary>
    /// <param name="clientId">Of this client; <see langword="null"/>: of all together.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<PayoutStats> StatsAsync(string? clientId = null, CancellationToken cancellationToken = default) =>
        Read("stats", clientId is null ? "stats" : $"clients/{Query.Escape(clientId)}/stats", Reading.Of(PayoutsJson.Default.PayoutStats), cancellationToken);

    /// <summary>How many payouts entered each status, by slices of time.</summary>
    /// <param name="from">Where the first slice begins: a whole hour or day of UTC.</param>
    /// <param name="to">Where the last one ends.</param>
    /// <param name="by">How wide a slice is.</param>
    /// <param name="clientId">Of this client; <see langword="null"/>: of all together.</param>
    /// <param name="asset">Of this asset; <see langword="null"/>: of each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<PayoutSeries> SeriesAsync(
        DateTimeOffset from, DateTimeOffset to, SeriesStep by, string? clientId = null, string? asset = null, CancellationToken cancellationToken = default) =>
        Read(
            "series", new Query("stats/series").With("from", from).With("to", to).With("by", by.Value).With("client_id", clientId).With("asset", asset).ToString(),
            Reading.Of(PayoutsJson.Default.PayoutSeries), cancellationToken);

    /// <summary>What can be paid.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<Catalog> CatalogAsync(CancellationToken cancellationToken = default) => Read("catalog", "catalog", Reading.Of(PayoutsJson.Default.Catalog), cancellationToken);

    /// <summary>How the service itself is: scope <see cref="Scope.Operate"/>.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<SystemStatus> SystemAsync(CancellationToken cancellationToken = default) => Read("system", "system", Reading.Of(PayoutsJson.Default.SystemStatus), cancellationToken);

    /// <summary>Who the service takes this caller for.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<Me> MeAsync(CancellationToken cancellationToken = default) => Read("me", "me", Reading.Of(PayoutsJson.Default.Me), cancellationToken);

    /// <summary>Ends every session of a person.</summary>
    /// <param name="person">Whose; <see langword="null"/>: the caller's own. Others need the scope <see cref="Scope.Admin"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task SignOutEverywhereAsync(string? person = null, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(
            new("sign_out", HttpMethod.Post, person is null ? "me/sign-out-everywhere" : $"people/{Query.Escape(person)}/sign-out-everywhere"),
            Reading.Nothing, cancellationToken);

    private Task<T> Read<T>(string operation, string path, Reading<T> reading, CancellationToken cancellationToken) =>
        _calls.GetAsync(new(operation, HttpMethod.Get, path) { CanBeRepeated = true }, reading, cancellationToken);
}
