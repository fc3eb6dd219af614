using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <content>What people do with a payout. None of it changes where the payout is, or sends anything.</content>
public static partial class PayoutMachine
{
    /// <summary>How long after a person asked Heleket the next one may.</summary>
    public static readonly TimeSpan LookUpPause = TimeSpan.FromSeconds(10);

    private const string AskedAgain = "Asked Heleket again.";

    /// <summary>
    /// How long a person has to wait before Heleket may be asked again; zero for not at all. A clock that differs from
    /// the one that timed the last time makes nobody wait longer than <see cref="LookUpPause"/>.
    /// </summary>
    public static TimeSpan LookUpWait(Payout payout, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(payout);
        var last = payout.ResponseLogs.LastOrDefault(line => line is { Source: LogSource.Operator, Message: AskedAgain });
        return last is not null && (now - last.At).Duration() < LookUpPause ? LookUpPause - (now - last.At).Duration() : TimeSpan.Zero;
    }

    private readonly partial struct Transition
    {
        public Decision AskAgain(Caller by) => LookUpWait(_payout, now) > TimeSpan.Zero
            ? Ignore()
            // Due at once, so that it is asked even if this process dies now.
            : new(Changed(Logged(_payout, LogSource.Operator, AskedAgain, by: by)) with { NextActionAt = now }, PayoutEffect.LookUp);

        /// <summary>A repeat changes nothing; another person takes it over.</summary>
        public Decision Claim(string? note, Caller by)
        {
            var message = note is null ? "Attention claimed." : $"Attention claimed: {note}";
            var claimed = _payout with { ClaimedBy = by.Name };
            return claimed == _payout && _payout.ResponseLogs.Any(line => line.By == by && line.Message == message)
                ? Ignore()
                : new(Changed(Logged(claimed, LogSource.Operator, message, by: by)));
        }

        public Decision Resolve(string note, Caller by) =>
            new(Changed(Logged(_payout with { NeedsAttention = false }, LogSource.Operator, $"Attention resolved: {note}", by: by)) with
            {
                ResolvedAt = now,
                IsDoubtResolved = true,
            });

        /// <summary>
        /// Whether a person has resolved this finding: he had its line before him, and nothing has gone against it since.
        /// </summary>
        private bool IsResolved(Func<ResponseLog, bool> isOfFinding)
        {
            if (state is not { IsDoubtResolved: true, ResolvedAt: { } at })
            {
                return false;
            }

            return _payout.ResponseLogs.Any(line => isOfFinding(line) && (line.FirstAt ?? line.At) <= at);
        }

        private bool IsResolved(string message) => IsResolved(line => line.Message == message);

        /// <summary>How long something lasts that calls a person after a time.</summary>
        private TimeSpan Lasting(DateTimeOffset since) => now - (state.ResolvedAt > since ? state.ResolvedAt.Value : since);
    }
}
