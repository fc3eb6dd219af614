namespace Payouts.Console.Http;

/// <summary>How many forms one session may send in a minute, counted from minute to minute: a person never sends as many.</summary>
internal sealed class FormLimiter(TimeProvider clock)
{
    /// <summary>In a minute.</summary>
    public const int Most = 60;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, int> _sent = new(StringComparer.Ordinal);
    private long _since = clock.GetTimestamp();

    /// <summary>Counts one, unless it is one too many.</summary>
    /// <param name="session">Whose.</param>
    public bool TryCount(string session)
    {
        lock (_sent)
        {
            if (clock.GetElapsedTime(_since) >= Minute)
            {
                _sent.Clear();
                _since = clock.GetTimestamp();
            }

            var before = _sent.GetValueOrDefault(session);
            _sent[session] = Math.Min(before + 1, Most);
            return before < Most;
        }
    }
}
