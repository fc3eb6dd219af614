namespace Payouts.Grains.Sweeping;

/// <summary>Divides due payouts among the sweepers by the first hex digit of the id.</summary>
public static class Shards
{
    /// <summary>Sixteen: one per hex digit.</summary>
    public const int Count = 16;

    /// <summary>The shard of an id of 32 hex digits.</summary>
    public static int Of(string id) => Convert.ToInt32(id[..1], 16);
}
