namespace Payouts.Chaos;

/// <summary>
/// Where a payout of the model stands: its status, told apart further by what a cancel answers there
/// (docs/lifecycle.md, "Status and detail").
/// </summary>
internal enum Phase
{
    /// <summary>Not created.</summary>
    Absent,

    /// <summary>Pending, scheduled or awaiting approval: never sent, cancellable.</summary>
    Planned,

    /// <summary>Pending and queued: not at Heleket, cancellable.</summary>
    Queued,

    /// <summary>Pending, submitting or of unknown outcome: a request may be on its way.</summary>
    Sending,

    Broadcast,
    Confirmed,
    Failed,

    /// <summary>By a client, before anything was sent.</summary>
    CancelledByClient,

    /// <summary>By Heleket, which had it.</summary>
    CancelledByProvider,
}

/// <summary>What an answer showed of a payout.</summary>
/// <param name="Version">Counts its changes, from 1.</param>
/// <param name="Id">Never changes.</param>
/// <param name="Terms">Digest of what never changes beside the id.</param>
/// <param name="Standing">Its status.</param>
/// <param name="Detail">Its detail.</param>
/// <param name="AtHeleket">Whether it has Heleket's id.</param>
/// <param name="Body">Digest of the whole answer: the version is a strong entity tag.</param>
internal sealed record Glimpse(long Version, string? Id, string? Terms, string? Standing, string? Detail, bool AtHeleket, string? Body)
{
    public static Glimpse Of(Call call) => new(call.Version, call.Id, call.Terms, call.Standing, call.Detail, call.AtHeleket, call.Body);

    /// <summary><see langword="null"/>: the model knows no such payout.</summary>
    public Phase? Phase => (Standing, Detail) switch
    {
        ("pending", "scheduled" or "awaiting_approval") => Chaos.Phase.Planned,
        ("pending", "queued") => Chaos.Phase.Queued,
        ("pending", "submitting" or "outcome_unknown") => Chaos.Phase.Sending,
        ("broadcast", "processing" or "failed_provisional") => Chaos.Phase.Broadcast,
        ("confirmed", null) => Chaos.Phase.Confirmed,
        ("failed", null) => Chaos.Phase.Failed,
        ("cancelled", null) => AtHeleket ? Chaos.Phase.CancelledByProvider : Chaos.Phase.CancelledByClient,
        _ => null,
    };
}

/// <summary>A state of the model.</summary>
/// <param name="Phase">Where the payout stands.</param>
/// <param name="Version">Its version if it was shown, and otherwise the least that it can have.</param>
/// <param name="Shown">What was shown of exactly this version; <see langword="null"/>: nothing yet.</param>
/// <param name="Name">Id and terms, once anything was shown.</param>
internal readonly record struct ModelState(Phase Phase, long Version, Glimpse? Shown, (string? Id, string? Terms)? Name)
{
    /// <summary>After changes that were shown to nobody yet.</summary>
    public ModelState Unseen(Phase phase, long changes) => new(phase, Version + changes, null, Name);
}

/// <summary>
/// One payout, one call after another (docs/http-api.md, "Create"; docs/lifecycle.md, "Status and detail"): what each answer says of the
/// state, and what it leaves. Between calls the service goes on by itself, at any time, never backwards, and every change counts the
/// version up by at least one. A state whose changes nobody saw stands for all later ones of its phase, so that the fewest changes are
/// enough.
/// </summary>
internal static class PayoutModel
{
    public static readonly ModelState Absent = new(Phase.Absent, 0, null, null);

    private static readonly Phase[] NotCancellable = [Phase.Sending, Phase.Broadcast, Phase.Confirmed, Phase.Failed, Phase.CancelledByProvider];

    /// <summary>The states that an answered call can leave; none: it cannot be answered so here.</summary>
    public static IEnumerable<ModelState> After(ModelState state, Call call) => (call.Kind, call.Status) switch
    {
        (CallKind.Create, 201) => IsNew(Glimpse.Of(call)) && state.Phase == Phase.Absent ? [Seen(Glimpse.Of(call))] : [],
        (CallKind.Create or CallKind.Read, 200) => Show(state, Glimpse.Of(call)),
        (CallKind.Cancel, 200) when Glimpse.Of(call) is { Phase: Phase.CancelledByClient } shown => Show(state, shown).Concat(Cancelled(state).SelectMany(after => Show(after, shown))),
        (CallKind.Cancel, 409) => Refused(state),
        (CallKind.Cancel or CallKind.Read, 404) => state.Phase == Phase.Absent ? [state] : [],
        _ => [],
    };

    /// <summary>What a create makes whose answer did not say so.</summary>
    public static IEnumerable<ModelState> Created(ModelState state) =>
        state.Phase == Phase.Absent ? [state.Unseen(Phase.Planned, 1), state.Unseen(Phase.Queued, 1), state.Unseen(Phase.Sending, 1)] : [];

    /// <summary>What a cancel makes whose answer did not say so, where it makes anything. A payout that is being sent can be refused and queued first.</summary>
    public static IEnumerable<ModelState> Cancelled(ModelState state) => state.Phase switch
    {
        Phase.Planned or Phase.Queued => [state.Unseen(Phase.CancelledByClient, 1)],
        Phase.Sending => [state.Unseen(Phase.CancelledByClient, 2)],
        _ => [],
    };

    /// <summary>Whether the service alone can bring a payout from one phase to another, or leave it there with a new version.</summary>
    public static bool Leads(Phase from, Phase to) => from switch
    {
        Phase.Absent => false,
        Phase.Planned => to is not (Phase.Absent or Phase.CancelledByClient),
        Phase.Queued or Phase.Sending => to is not (Phase.Absent or Phase.Planned or Phase.CancelledByClient),
        Phase.Broadcast => to is Phase.Broadcast or Phase.Confirmed or Phase.Failed or Phase.CancelledByProvider,
        _ => to == from,
    };

    private static bool IsNew(Glimpse shown) => shown is { Version: 1, Phase: Phase.Planned or Phase.Queued or Phase.Sending };

    private static IEnumerable<ModelState> Show(ModelState state, Glimpse shown)
    {
        if (shown.Phase is not { } phase || (state.Name is { } name && name != (shown.Id, shown.Terms)))
        {
            return [];
        }

        var isSame = state.Phase == phase && (state.Shown is null ? shown.Version >= state.Version : shown == state.Shown);
        return isSame || (shown.Version > state.Version && Leads(state.Phase, phase)) ? [Seen(shown)] : [];
    }

    private static IEnumerable<ModelState> Refused(ModelState state) => state.Phase switch
    {
        Phase.Planned or Phase.Queued => NotCancellable.Where(phase => Leads(state.Phase, phase)).Select(phase => state.Unseen(phase, 1)),
        Phase.Absent or Phase.CancelledByClient => [],
        _ => [state],
    };

    private static ModelState Seen(Glimpse shown) => new(shown.Phase!.Value, shown.Version, shown, (shown.Id, shown.Terms));
}
