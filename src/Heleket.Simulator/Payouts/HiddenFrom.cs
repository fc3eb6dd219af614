namespace Heleket.Simulator.Payouts;

/// <summary>Where a stored payout is not shown.</summary>
public enum HiddenFrom
{
    /// <summary>It is shown everywhere.</summary>
    None,

    /// <summary>Not in <c>/v1/payout/list</c>.</summary>
    List,

    /// <summary>Not in <c>/v1/payout/info</c>, which answers that there is no such payout.</summary>
    Info,

    /// <summary>In neither.</summary>
    Both,
}
