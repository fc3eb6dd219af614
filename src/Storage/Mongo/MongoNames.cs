namespace Payouts.Storage.Mongo;

/// <summary>What several rooms here must spell alike in a payout's document.</summary>
internal static class MongoNames
{
    /// <summary>The format in which payouts are written.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The array of events not moved yet; absent when all are moved, so that the partial index is small.</summary>
    public const string Events = "events";

    /// <summary>Where releases up to format 1 keep the status that their totals show.</summary>
    public const string Counted = "counted";

    /// <summary>The mark of those releases.</summary>
    public const string Unfolded = "unfolded";
}
