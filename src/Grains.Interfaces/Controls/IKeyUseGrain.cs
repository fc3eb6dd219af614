using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Controls;

/// <summary>
/// Keeps when each key was last used, which gateways report every <see cref="Interval"/>. One grain, under
/// <see cref="Key"/>. A crash loses what was reported within one interval.
/// </summary>
[GrainInterfaceType("Payouts.IKeyUseGrain")]
[Alias("payouts.IKeyUseGrain")]
public interface IKeyUseGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "key-use";

    /// <summary>How exact it is: uses are reported, and written, at most so often.</summary>
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>Takes note of uses; the latest of each key counts.</summary>
    /// <param name="uses">By the id of a key.</param>
    [Alias("Report")]
    Task Report(ImmutableDictionary<string, DateTimeOffset> uses);

    /// <summary>Returns the last known use of each key, by id.</summary>
    [Alias("Read")]
    Task<ImmutableDictionary<string, DateTimeOffset>> Read();
}
