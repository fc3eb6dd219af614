using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Scale;

/// <summary>Where databases of one kind are made. Disposing it removes them.</summary>
internal abstract class Server : IAsyncDisposable
{
    /// <summary>The name and version, for the report.</summary>
    public abstract Task<string> DescribeAsync();

    /// <summary>Makes an empty database and its schema.</summary>
    public abstract Task<IPayoutStore> CreateAsync(string name);

    /// <summary>What the database would do by itself some time after so many writes: let it not do it while we measure.</summary>
    public abstract Task SettleAsync(string name);

    /// <summary>Its size, in words.</summary>
    public abstract Task<string> SizeAsync(string name);

    /// <summary>The plan of each call, by the call's name.</summary>
    public abstract Task<IReadOnlyList<(string Call, string Plan)>> PlansAsync(string name, Target target);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>The server that the options ask for.</summary>
    public static Server Of(ScaleOptions options) => options.Storage switch
    {
        "sqlite" => new SqliteServer(),
        "postgres" => new PostgresTestServer(),
        "mongo" => new MongoTestServer(options.Mongo),
        _ => throw new FormatException("--storage is missing or unknown."),
    };

    /// <summary>The lists of which plans are shown.</summary>
    protected static IEnumerable<(string Call, PayoutQuery Query)> Lists(Target target)
    {
        var payout = target.Population.At(target.Population.Rows / 2).Payout;
        var client = new PayoutQuery { ClientId = payout.Request.ClientId };
        var status = new PayoutQuery { Status = PayoutStatus.Confirmed };
        var place = new PagePosition(payout.CreatedAt, payout.Id);
        return
        [
            ("list a client, first page", client),
            ("list a client, a later page", client with { After = place }),
            ("list by status, first page", status),
            ("list by status, a later page", status with { After = place }),
            ("list all, first page", new PayoutQuery()),
            ("list all, a later page", new PayoutQuery { After = place }),
            ("find by Heleket's id", new PayoutQuery { HeleketTransactionId = payout.HeleketTransactionId }),
        ];
    }

    /// <summary>Bytes in words.</summary>
    protected static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / 1_000_000m:N0} MB");
}
