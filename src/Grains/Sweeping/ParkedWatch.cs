using Payouts.Grains.Payouts;

namespace Payouts.Grains.Sweeping;

/// <summary>
/// When a sweeper looks through the parked payouts: at first, when a pause was set or lifted, and every ten minutes.
/// </summary>
internal sealed class ParkedWatch(TimeProvider clock)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private int? _seen;
    private long _seenAt;
    private long _begunAt;
    private long? _lookedAt;

    /// <summary>Whether it is time; the caller then does, and says so if nothing is left over.</summary>
    public bool IsTimeToLook(ISendControls controls)
    {
        // A stale snapshot lets nothing go.
        if (controls.PausesVersion is not { } version)
        {
            return false;
        }

        var now = clock.GetTimestamp();
        if (version != _seen)
        {
            (_seen, _seenAt) = (version, now);
        }
        else if (_lookedAt is { } last && clock.GetElapsedTime(_seenAt, last) > controls.Lease && clock.GetElapsedTime(last, now) < LongestPause)
        {
            // The last look began when the change held on every silo, also on those that had seen it later than this one.
            return false;
        }

        _begunAt = now;
        return true;
    }

    /// <summary>After the look that has begun, all that was parked is where it should be.</summary>
    public void HasLooked() => _lookedAt = _begunAt;
}
