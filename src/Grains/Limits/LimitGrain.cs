using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Limits;

/// <summary>
/// Reads from a payout's own row, at the primary, which holds it has; none if there is no such payout.
/// </summary>
/// <param name="payoutId">The payout.</param>
/// <param name="cancellationToken">Ends the wait.</param>
public delegate Task<ImmutableArray<LimitHold>> ReadHolds(string payoutId, CancellationToken cancellationToken);

/// <inheritdoc cref="ILimitGrain"/>
/// <remarks>It lives longer after its last call than two sweeps of what that call left need.</remarks>
[GrainType("limit"), CollectionAgeLimit(Minutes = 30)]
internal sealed class LimitGrain(
    [FromKeyedServices(Document.Storage)] IGrainStorage storage,
    DocumentVersions versions,
    ReadHolds rows,
    IOptions<PayoutsOptions> options,
    TimeProvider clock,
    Telemetry telemetry)
    : Grain, ILimitGrain
{
    private static readonly string Kind = DocumentAttribute.Of(typeof(LimitState)).Kind;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    // Rows that one sweep reads before it writes what it found.
    private const int SliceSize = 256;

    private int? _behindAt;
    private HashSet<string> _confirmed = new(StringComparer.Ordinal);

    private LimitWindow Window => field ??= LimitWindow.Of(this.GetPrimaryKeyString(), options.Value);

    private Document<LimitState> Stored => field ??= new Document<LimitState>(this, storage);

    private LimitWrites Writes => field ??= new LimitWrites(Stored, BeforeGroup);

    private LimitAges Ages => field ??= new LimitAges(clock);

    private LimitState State => Stored.State ?? LimitState.StartingAt(WholeMilliseconds.Floor(Now));

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _ = Window;
        await Stored.ReadAsync();
        this.RegisterGrainTimer(SweepAsync, new GrainTimerCreationOptions(TimeSpan.Zero, SweepInterval) { Interleave = true });
    }

    /// <inheritdoc/>
    public Task<LimitAnswer> Reserve(ReserveLimit command)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentException.ThrowIfNullOrEmpty(command.Token);
        RequireAmounts(command.Cap, command.Amount);
        return Writes.DecideAsync(state => LimitRules.Reserve(state, Window, command, Now));
    }

    /// <inheritdoc/>
    public Task<LimitAnswer> Check(LimitCap cap, decimal amount)
    {
        ArgumentNullException.ThrowIfNull(cap);
        RequireAmounts(cap, amount);
        return Task.FromResult(LimitRules.Check(State, Window, cap, amount, Now));
    }

    /// <inheritdoc/>
    public Task Confirm(string token)
    {
        _confirmed.Add(token);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> Release(ReleaseLimit command)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentException.ThrowIfNullOrEmpty(command.Token);
        _ = Sum.FromDecimal(command.Amount);
        return Writes.DecideAsync(state => LimitRules.Release(state, Window, command, Now));
    }

    /// <inheritdoc/>
    public Task Forget(string token) => Writes.DecideAsync(state => LimitRules.Forget(state, token, Now));

    /// <inheritdoc/>
    public Task<LimitUsage> Usage()
    {
        var usage = LimitRules.Usage(State, Window, Now);
        return Task.FromResult(Stored.Version > 0 ? usage : usage with { CountingSince = null });
    }

    /// <summary>What was confirmed since the last write goes with the next one.</summary>
    private LimitState BeforeGroup()
    {
        var confirmed = _confirmed;
        _confirmed = new(StringComparer.Ordinal);
        return LimitRules.Confirm(State, confirmed);
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (await IsOvertaken(cancellationToken))
        {
            DeactivateOnIdle();
            return;
        }

        foreach (var slice in Ages.Due(State, Now).Chunk(SliceSize))
        {
            await ApplyAsync(await LookAsync(slice, cancellationToken));
        }

        if (_confirmed.Count > 0)
        {
            await ApplyAsync([]);
        }
    }

    /// <summary>
    /// Whether another activation has written, and this one not for as long as from the last sweep to this: it would go on
    /// telling what was. At one sweep alone that may be its own write, which is on its way.
    /// </summary>
    private async Task<bool> IsOvertaken(CancellationToken cancellationToken)
    {
        var isBehind = await versions.ReadAsync(Kind, Window.Limit, cancellationToken) != Stored.Version;
        var wasBehind = _behindAt == Stored.Version;
        _behindAt = isBehind ? Stored.Version : null;
        return isBehind && wasBehind;
    }

    private async Task ApplyAsync(IReadOnlyList<LimitFinding> findings)
    {
        foreach (var payout in await Writes.DecideAsync(state => LimitSweep.Apply(state, Window, findings, Now)))
        {
            telemetry.StoredLate(Window.Limit, payout);
        }
    }

    /// <summary>One row that cannot be read must not hold up the others; it is looked at again a minute later.</summary>
    private async Task<IReadOnlyList<LimitFinding>> LookAsync(IEnumerable<LimitToken> tokens, CancellationToken cancellationToken)
    {
        var findings = new List<LimitFinding>();
        foreach (var token in tokens)
        {
            try
            {
                var holds = await rows(token.Payout, cancellationToken);
                findings.Add(new(token, holds.FirstOrDefault(hold => hold.Token == token.Token && hold.Limit == Window.Limit)));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                telemetry.HoldsNotRead(token.Payout, exception);
            }
        }

        return findings;
    }

    private static void RequireAmounts(LimitCap cap, decimal amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);
        _ = Sum.FromDecimal(amount);
        _ = Sum.FromDecimal(cap.MaxAmount ?? 0);
    }
}
