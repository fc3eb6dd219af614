using System.Collections.Immutable;
using System.Security.Cryptography;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Limits;

namespace Payouts.Grains.Limits;

/// <summary>
/// Takes and gives back a payout's holds at all limits that match it, in the order that keeps the caps. Thread-safe; one
/// per silo.
/// </summary>
/// <param name="grains">The cluster.</param>
/// <param name="clock">The stopwatch.</param>
/// <param name="newToken">A token at every call: <see cref="NewToken"/>, but where chance must be fixed.</param>
public sealed class LimitHolds(IGrainFactory grains, TimeProvider clock, Func<string> newToken)
{
    private readonly GrainReferences<ILimitGrain> _limits = new();

    /// <summary>64 random bits.</summary>
    public static string NewToken() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>
    /// Reserves at all of them, one after the other in the order of their keys. If one refuses or fails, what the others
    /// held is given back. Several are asked first: a full one must not make the others take and give back.
    /// </summary>
    /// <param name="payoutId">Whose row will have the holds.</param>
    /// <param name="amount">Of the payout.</param>
    /// <param name="limits">Those that match it, each once.</param>
    /// <exception cref="OrleansException">A limit cannot be asked, or cannot tell now.</exception>
    /// <exception cref="TimeoutException">A limit did not answer.</exception>
    public async Task<LimitReservation> ReserveAsync(string payoutId, decimal amount, IEnumerable<LimitClaim> limits)
    {
        var (begunAt, token) = (clock.GetTimestamp(), newToken());
        LimitClaim[] claims = [.. limits.OrderBy(limit => limit.Key, StringComparer.Ordinal)];
        if (claims.Length > 1 && await FirstRefusalAsync(claims, amount) is { } full)
        {
            return new([], begunAt, full);
        }

        var holds = ImmutableArray.CreateBuilder<LimitHold>();
        LimitRefusal? refusal = null;
        try
        {
            foreach (var limit in claims)
            {
                var answer = await _limits.To(grains, limit.Key).Reserve(new(token, payoutId, amount, limit.Cap, limit.MayGoOver));
                if (answer.Verdict == LimitVerdict.Unavailable)
                {
                    throw new LimitExceededException($"The limit {limit.Key} remembers too much to take a hold.");
                }

                if (answer.Hold is not { } hold)
                {
                    refusal = new(limit.Key, answer.Verdict, answer.AvailableAt);
                    break;
                }

                holds.Add(hold);
            }
        }
        catch (Exception)
        {
            await ForgetAsync(holds);
            throw;
        }

        if (refusal is null)
        {
            return new(holds.ToImmutable(), begunAt);
        }

        await ForgetAsync(holds);
        return new([], begunAt, refusal);
    }

    /// <summary>Gives back what was reserved and is in no row, nor will be.</summary>
    /// <exception cref="OrleansException">A limit cannot be asked: its own sweep gives it back.</exception>
    /// <exception cref="TimeoutException">A limit did not answer.</exception>
    public Task ForgetAsync(IEnumerable<LimitHold> holds) => Task.WhenAll(holds.Select(hold => _limits.To(grains, hold.Limit).Forget(hold.Token)));

    /// <summary>
    /// Whether what began or was seen at a timestamp may still be relied on: the write of a reservation may begin, a hold
    /// of a row may be given back.
    /// </summary>
    /// <param name="timestamp"><see cref="LimitReservation.BegunAt"/>, or that of the last read or write of the row.</param>
    public bool IsUsable(long timestamp) => clock.GetElapsedTime(timestamp) <= LimitHold.UsableFor;

    /// <summary>Says that the row has them, after its write. Does not wait for the limits.</summary>
    public Task ConfirmAsync(IEnumerable<LimitHold> holds) =>
        Task.WhenAll(holds.Select(hold => _limits.To(grains, hold.Limit).Confirm(hold.Token)));

    /// <summary>Gives holds back that a row has.</summary>
    /// <param name="payoutId">The payout.</param>
    /// <param name="holds">Each was answered by its limit.</param>
    /// <param name="seenAt">The timestamp of the last read or write of the row, from before it began.</param>
    /// <returns>
    /// True: all are given back, and the row may drop them. False: that was too long ago, or a limit cannot take one now.
    /// Read the row and come again.
    /// </returns>
    /// <exception cref="OrleansException">A limit cannot be asked.</exception>
    /// <exception cref="TimeoutException">A limit did not answer.</exception>
    public async Task<bool> ReleaseAsync(string payoutId, IEnumerable<LimitHold> holds, long seenAt)
    {
        foreach (var hold in holds)
        {
            if (!IsUsable(seenAt) || !await _limits.To(grains, hold.Limit).Release(new(hold.Token, payoutId, hold.Bucket, hold.Amount)))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<LimitRefusal?> FirstRefusalAsync(IEnumerable<LimitClaim> claims, decimal amount)
    {
        foreach (var claim in claims.Where(claim => !claim.MayGoOver))
        {
            var answer = await _limits.To(grains, claim.Key).Check(claim.Cap, amount);
            if (answer.Verdict != LimitVerdict.Reserved)
            {
                return new(claim.Key, answer.Verdict, answer.AvailableAt);
            }
        }

        return null;
    }
}

/// <summary>A limit that matches a payout.</summary>
/// <param name="Key">Its <see cref="LimitKey"/>.</param>
/// <param name="Cap">The most, in the policy in force.</param>
/// <param name="MayGoOver">People have approved that the payout goes over this cap.</param>
public sealed record LimitClaim(string Key, LimitCap Cap, bool MayGoOver = false);

/// <summary>What came of a reservation.</summary>
/// <param name="Holds">For the payout's row; none if a limit refused.</param>
/// <param name="BegunAt">
/// When it began, as a timestamp of the clock: the row's write may begin as long as <see cref="LimitHolds.IsUsable"/> says.
/// </param>
/// <param name="Refusal">By the first limit that refused.</param>
public sealed record LimitReservation(ImmutableArray<LimitHold> Holds, long BegunAt, LimitRefusal? Refusal = null);

/// <summary>The refusal of a limit.</summary>
/// <param name="Limit">Its key.</param>
/// <param name="Verdict"><see cref="LimitVerdict.Full"/> or <see cref="LimitVerdict.NeverFits"/>.</param>
/// <param name="AvailableAt">If it is full: when it would fit if nothing else came or were given back.</param>
public sealed record LimitRefusal(string Limit, LimitVerdict Verdict, DateTimeOffset? AvailableAt = null);
