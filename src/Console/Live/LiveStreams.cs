namespace Payouts.Console.Live;

/// <summary>How many streams are open: 200 in a gateway, 4 of one session.</summary>
internal sealed class LiveStreams
{
    /// <summary>In all.</summary>
    public const int Most = 200;

    /// <summary>Of one session.</summary>
    public const int MostOfOne = 4;

    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Takes a place; <see langword="false"/> when there is none.</summary>
    /// <param name="session">Whose.</param>
    public bool TryEnter(string session)
    {
        lock (_open)
        {
            var own = _open.GetValueOrDefault(session);
            if (_count == Most || own == MostOfOne)
            {
                return false;
            }

            _open[session] = own + 1;
            _count++;
            return true;
        }
    }

    /// <summary>Gives the place back.</summary>
    /// <param name="session">Whose.</param>
    public void Leave(string session)
    {
        lock (_open)
        {
            _count--;
            if (--_open[session] == 0)
            {
                _open.Remove(session);
            }
        }
    }
}
