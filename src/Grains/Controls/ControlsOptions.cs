namespace Payouts.Grains.Controls;

/// <summary>The settings <c>Controls__*</c> (docs/operations.md, "Settings").</summary>
public sealed class ControlsOptions
{
    /// <summary>The least lease.</summary>
    public static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(5);

    /// <summary>The greatest lease.</summary>
    public static readonly TimeSpan LongestLease = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How old a silo's snapshot of the controls may be to decide from: after so long a change holds everywhere, and the
    /// documents' database may be away for so long before sending stops. 00:00:05 by default, 5 s to 60 s.
    /// </summary>
    public TimeSpan Lease { get; set; } = ShortestLease;

    /// <summary>One sentence for each setting that is out of bounds, beginning with its name.</summary>
    public IEnumerable<string> Validate() => Lease >= ShortestLease && Lease <= LongestLease
        ? []
        : [$"Controls__Lease must be between {ShortestLease:c} and {LongestLease:c}; it is {Lease:c}."];
}
