using Orleans.Runtime;

namespace Payouts.Gateway.Cluster;

/// <summary>
/// Lets a gateway start before its first silo, and logs that it waits: at once, and then twice a minute.
/// </summary>
internal sealed partial class SiloWait(TimeProvider time, ILogger<SiloWait> logger) : IClientConnectionRetryFilter
{
    private const int AttemptsBetweenLines = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private int _attempts;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (_attempts++ % AttemptsBetweenLines == 0)
        {
            var why = exception.GetBaseException().Message;
            Log.Waiting(logger, why);
        }

        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "No silo can be reached yet; requests get 503 until one can. {Why}")]
        public static partial void Waiting(ILogger logger, string why);
    }
}
