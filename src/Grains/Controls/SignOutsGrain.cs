using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Controls;

/// <summary>What <see cref="SignOutsGrain"/> keeps.</summary>
/// <param name="Times">By person.</param>
/// <param name="Unlogged">What the audit may not have logged yet (<see cref="AuditOutbox"/>).</param>
[Document("sign-outs", format: 1)]
public sealed record SignOutTimes(ImmutableSortedDictionary<string, DateTimeOffset> Times, ImmutableArray<AuditDraft>? Unlogged = null);

/// <inheritdoc cref="ISignOutsGrain"/>
public sealed class SignOutsGrain([FromKeyedServices(Document.Storage)] IGrainStorage storage, ILogger<SignOutsGrain> logger) : Grain, ISignOutsGrain
{
    private static readonly ImmutableSortedDictionary<string, DateTimeOffset> None = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    private Document<SignOutTimes> SignOuts => field ??= new Document<SignOutTimes>(this, storage);

    private AuditOutbox Outbox => field ??= new AuditOutbox(this, GrainFactory, logger, () => SignOuts.State?.Unlogged);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await SignOuts.ReadAsync();
        Outbox.Begin();
    }

    /// <inheritdoc/>
    /// <remarks>From the database: an activation that was given up and does not know it would go on telling what was.</remarks>
    public async Task<ImmutableSortedDictionary<string, DateTimeOffset>> Read() => (await SignOuts.ReadAsync())?.Times ?? None;

    /// <inheritdoc/>
    public async Task<DateTimeOffset> SignOut(string person, DateTimeOffset at)
    {
        var times = await Read();
        if (times.TryGetValue(person, out var last) && last >= at)
        {
            return last;
        }

        var kept = times.Where(signOut => at - signOut.Value < ISignOutsGrain.Kept);
        var id = FormattableString.Invariant($"sign-outs/{SignOuts.Version + 1}");
        var draft = new AuditDraft(id, WholeMilliseconds.Floor(at), AuditOrigin.Of(null), "sign-in.ended_everywhere", person, []);
        await SignOuts.WriteAsync(new(None.AddRange(kept).SetItem(person, at), Outbox.With(draft)));
        await Outbox.LogAsync();
        return at;
    }
}
