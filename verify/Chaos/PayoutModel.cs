namespace Payouts.Chaos;

/// <summary>
/// Where a payout of the model stands: its status, told apart further by what a cancel answers there
/// (docs/lifecycle.md, "Status and detail").
/// </summary>
internal enum Phase
{
    /// <summary>Not created.</summary>
    Absent,

    /// <summary>Pending, scheduled: never sent, cancellable.</summary>
    Planned,

    /// <summary>Pending, awaiting approval: never sent, cancellable, and changed by what persons decide alone.</summary>
    Awaiting,

    /// <summary>Pending and queued: not at Heleket, cancellable.</summary>
    Queued,

    /// <summary>Pending, submitting or of unknown outcome: a request may be on its way.</summary>
    Sending,

    Broadcast,
    Confirmed,
    Failed,

    /// <summary>By a client, before anything was sent.</summary>
    CancelledByClient,

    /// <summary>By a person who has to approve it.</summary>
    Rejected,

    /// <summary>By Heleket, which had it.</summary>
    CancelledByProvider,
}

/// <summary>What an answer showed of a payout.</summary>
/// <param name="Version">Counts its changes, from 1.</param>
/// <param name="Id">Never changes.</param>
/// <param name="Terms">Digest of what never changes beside the id.</param>
/// <param name="Standing">Its status.</param>
/// <param name="Detail">Its detail.</param>
/// <param name="Reason">Its reason.</param>
/// <param name="AtHeleket">Whether it has Heleket's id.</param>
/// <param name="Needed">How many persons have to approve it: never changes.</param>
/// <param name="Decisions">What they have decided.</param>
/// <param name="Body">Digest of the whole answer: the version is a strong entity tag.</param>
internal sealed record Glimpse(
    long Version, string? Id, string? Terms, string? Standing, string? Detail, string? Reason, bool AtHeleket, int Needed, string? Decisions, string? Body)
{
    public static Glimpse Of(Call call) => new(
        call.Version, call.Id, call.Terms, call.Standing, call.Detail, call.Reason, call.AtHeleket, call.Needed, call.Decisions, call.Body);

    public Name Name => new(Id, Terms, Needed);

    /// <summary><see langword="null"/>: the model knows no such payout.</summary>
    public Phase? Phase => (Standing, Detail) switch
    {
        ("pending", "scheduled") => Chaos.Phase.Planned,
        ("pending", "awaiting_approval") => Chaos.Phase.Awaiting,
        ("pending", "queued") => Chaos.Phase.Queued,
        ("pending", "submitting" or "outcome_unknown") => Chaos.Phase.Sending,
        ("broadcast", "processing" or "failed_provisional") => Chaos.Phase.Broadcast,
        ("confirmed", null) => Chaos.Phase.Confirmed,
        ("failed", null) => Chaos.Phase.Failed,
        ("cancelled", null) => AtHeleket ? Chaos.Phase.CancelledByProvider : Reason == "rejected" ? Chaos.Phase.Rejected : Chaos.Phase.CancelledByClient,
        _ => null,
    };
}

/// <summary>What never changes of a payout.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Terms">Digest of its terms.</param>
/// <param name="Needed">How many persons have to approve it.</param>
internal sealed record Name(string? Id, string? Terms, int Needed);

/// <summary>A state of the model.</summary>
/// <param name="Phase">Where the payout stands.</param>
/// <param name="Version">Its version if it was shown, and otherwise the least that it can have.</param>
/// <param name="Shown">What was shown of exactly this version; <see langword="null"/>: nothing yet.</param>
/// <param name="Name">What never changes, once anything was shown.</param>
/// <param name="Decisions">What persons have decided; <see langword="null"/> where nobody has to.</param>
internal readonly record struct ModelState(Phase Phase, long Version, Glimpse? Shown, Name? Name, string? Decisions)
{
    /// <summary>After changes that were shown to nobody yet.</summary>
    public ModelState Unseen(Phase phase, long changes) => this with { Phase = phase, Version = Version + changes, Shown = null };

    /// <summary>After a decision that was shown to nobody yet.</summary>
    public ModelState Decided(Phase phase, Call call) => Unseen(phase, 1) with { Decisions = Chaos.Decisions.With(Decisions, call) };
}

/// <summary>
/// One payout, one call after another (docs/http-api.md, "Create", "Approvals"; docs/lifecycle.md, "Status and detail"): what each answer
/// says of the state, and what it leaves. Between calls the service goes on by itself, at any time, never backwards, and every change counts
/// the version up by at least one. A state whose changes nobody saw stands for all later ones of its phase, so that the fewest changes are
/// enough; one that waits for people is changed by nobody else, so that its version is exact. No approval of a run expires, and no limit asks
/// for one.
/// </summary>
internal static class PayoutModel
{
    public static readonly ModelState Absent = new(Phase.Absent, 0, null, null, null);

    private static readonly Phase[] NotCancellable = [Phase.Sending, Phase.Broadcast, Phase.Confirmed, Phase.Failed, Phase.CancelledByProvider];

    /// <summary>The states that an answered call can leave; none: it cannot be answered so here.</summary>
    public static IEnumerable<ModelState> After(ModelState state, Call call) => (call.Kind, call.Status) switch
    {
        (CallKind.Create, 201) => IsNew(Glimpse.Of(call)) && state.Phase == Phase.Absent ? [Seen(Glimpse.Of(call))] : [],
        (CallKind.Create or CallKind.Read, 200) => Show(state, Glimpse.Of(call)),
        // A limit has no room: only what was not accepted before is answered so.
        (CallKind.Create, 422) => state.Phase == Phase.Absent ? [state] : [],
        (CallKind.Cancel, 200) when Glimpse.Of(call) is { Phase: Phase.CancelledByClient or Phase.Rejected } shown =>
            Show(state, shown).Concat(Cancelled(state).SelectMany(after => Show(after, shown))),
        (CallKind.Cancel, 409) => Refused(state),
        (CallKind.Approve or CallKind.Reject, 200) =>
            (Decisions.Has(state.Decisions, call) ? [state] : Decided(state, call)).SelectMany(after => Show(after, Glimpse.Of(call))),
        (CallKind.Approve or CallKind.Reject, 409) => state.Phase is not (Phase.Absent or Phase.Awaiting) && !Decisions.Has(state.Decisions, call) ? [state] : [],
        (CallKind.Approve or CallKind.Reject, 412) => state.Phase == Phase.Awaiting && state.Version != call.Match && !Decisions.Has(state.Decisions, call) ? [state] : [],
        (not CallKind.Create, 404) => state.Phase == Phase.Absent ? [state] : [],
        _ => [],
    };

    /// <summary>What a create makes whose answer did not say so.</summary>
    public static IEnumerable<ModelState> Created(ModelState state) => state.Phase == Phase.Absent
        ? [state.Unseen(Phase.Planned, 1), state.Unseen(Phase.Queued, 1), state.Unseen(Phase.Sending, 1), state.Unseen(Phase.Awaiting, 1) with { Decisions = "" }]
        : [];

    /// <summary>What a cancel makes whose answer did not say so, where it makes anything. A payout that is being sent can be refused and queued first.</summary>
    public static IEnumerable<ModelState> Cancelled(ModelState state) => state.Phase switch
    {
        Phase.Planned or Phase.Awaiting or Phase.Queued => [state.Unseen(Phase.CancelledByClient, 1)],
        Phase.Sending => [state.Unseen(Phase.CancelledByClient, 2)],
        _ => [],
    };

    /// <summary>What an approval or a rejection makes, where it makes anything: it counts for the version that it names, and once.</summary>
    public static IEnumerable<ModelState> Decided(ModelState state, Call call)
    {
        if (state.Phase != Phase.Awaiting || state.Version != call.Match || Decisions.Has(state.Decisions, call))
        {
            return [];
        }

        ModelState[] freed = [state.Decided(Phase.Planned, call), state.Decided(Phase.Queued, call)];
        var still = state.Decided(Phase.Awaiting, call);
        return call.Kind == CallKind.Reject ? [state.Decided(Phase.Rejected, call)]
            : state.Name is not { } name ? [.. freed, still]
            : Decisions.Approvals(still.Decisions) >= name.Needed ? freed : [still];
    }

    /// <summary>Whether the service alone can bring a payout from one phase to another, or leave it there with a new version.</summary>
    public static bool Leads(Phase from, Phase to) => from switch
    {
        Phase.Absent or Phase.Awaiting => false,
        Phase.Planned => to is not (Phase.Absent or Phase.Awaiting or Phase.CancelledByClient or Phase.Rejected),
        Phase.Queued or Phase.Sending => to is not (Phase.Absent or Phase.Planned or Phase.Awaiting or Phase.CancelledByClient or Phase.Rejected),
        Phase.Broadcast => to is Phase.Broadcast or Phase.Confirmed or Phase.Failed or Phase.CancelledByProvider,
        _ => to == from,
    };

    /// <summary>What waits for persons has too few approvals, and what left them has enough.</summary>
    private static bool IsRight(Phase phase, Glimpse shown) => phase switch
    {
        Phase.Awaiting => Decisions.Approvals(shown.Decisions) < shown.Needed,
        Phase.Rejected or Phase.CancelledByClient => true,
        _ => Decisions.Approvals(shown.Decisions) >= shown.Needed,
    };

    private static bool IsNew(Glimpse shown) => shown
        is { Version: 1, Phase: Phase.Planned or Phase.Queued or Phase.Sending, Decisions: null }
        or { Version: 1, Phase: Phase.Awaiting, Decisions: "" };

    private static IEnumerable<ModelState> Show(ModelState state, Glimpse shown)
    {
        if (shown.Phase is not { } phase || !IsRight(phase, shown) || (state.Name is { } name && name != shown.Name) || shown.Decisions != state.Decisions)
        {
            return [];
        }

        var isExact = phase == Phase.Awaiting;
        var isSame = state.Phase == phase
            && (state.Shown is not null ? shown == state.Shown : isExact ? shown.Version == state.Version : shown.Version >= state.Version);
        return isSame || (shown.Version > state.Version && Leads(state.Phase, phase)) ? [Seen(shown)] : [];
    }

    private static IEnumerable<ModelState> Refused(ModelState state) => state.Phase switch
    {
        Phase.Planned or Phase.Queued => NotCancellable.Where(phase => Leads(state.Phase, phase)).Select(phase => state.Unseen(phase, 1)),
        Phase.Absent or Phase.Awaiting or Phase.CancelledByClient or Phase.Rejected => [],
        _ => [state],
    };

    private static ModelState Seen(Glimpse shown) => new(shown.Phase!.Value, shown.Version, shown, shown.Name, shown.Decisions);
}
