namespace Payouts.Simulation.Running;

/// <summary>How wrong wall clocks ever were in a scenario.</summary>
internal sealed class Clocks
{
    private TimeSpan _least;
    private TimeSpan _most;

    /// <summary>How much two of them differed at most, at whatever times: what is judged by wall clocks is as right as that.</summary>
    public TimeSpan Spread => _most - _least;

    public void Note(TimeSpan skew)
    {
        _least = skew < _least ? skew : _least;
        _most = skew > _most ? skew : _most;
    }
}
