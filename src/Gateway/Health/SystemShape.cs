using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces.Health;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Health;

/// <summary>The whole answer.</summary>
/// <param name="Version">The gateway's release.</param>
/// <param name="Environment">The gateway's environment.</param>
/// <param name="At">When it answered.</param>
/// <param name="Report">What the cluster said.</param>
internal sealed record SystemView(string Version, string Environment, DateTimeOffset At, SystemReport Report);

/// <summary>The system as the contract shows it (docs/http-api.md, "System").</summary>
internal static class SystemShape
{
    private static readonly NamedSchema StateWord = WordSchemas.Answered<SiloState>("Where the life of a silo stands.");
    private static readonly NamedSchema CircuitWord = WordSchemas.Answered<CircuitState>("Whether calls to Heleket are let through. half_open: the next call decides.");

    private static readonly Shape<SiloReport> Silo = new Shape<SiloReport>("SystemSilo", "One silo.")
        .Text("address", Text("Where the other silos reach it, and a number that no other start of it has."), silo => silo.Address)
        .Text("version", Text("Its release; null unless it answered.").OrNull(), silo => silo.Version)
        .Time("since", Time("When it started; null if the cluster's table could not be read.").OrNull(), silo => silo.Since)
        .Word<SiloState>("state", StateWord, silo => silo.State);

    private static readonly Shape<SweepReport> Sweep = new Shape<SweepReport>("SystemSweep", "One of the sweepers, which look for due payouts. All but shard is null when it did not answer.")
        .Count("shard", Count("The first hex digit of the ids that it looks after."), sweep => sweep.Shard)
        .Time("last_at", Time("When its last whole sweep began; null before the first.").OrNull(), sweep => sweep.LastAt)
        .CountOrNull("lag_seconds", Count("By how many whole seconds its next one is late; 0 if it is not."), sweep => sweep.LagSeconds)
        .CountOrNull("due", Count("How many due payouts the last one found."), sweep => sweep.Due);

    private static readonly Shape<HeleketReport> Heleket = new Shape<HeleketReport>("SystemHeleket", "How Heleket looks to the silo that has the most trouble with it.")
        .Word<CircuitState>("circuit", CircuitWord, heleket => heleket.Circuit)
        .Time("last_answer_at", Time("When it last answered anything that can be read; null if some silo had no answer since it started.").OrNull(), heleket => heleket.LastAnswerAt)
        .Time("blocked_until", Time("Until when no call is let through; null unless the circuit is open.").OrNull(), heleket => heleket.BlockedUntil);

    private static readonly Shape<SystemReport> Feed = new Shape<SystemReport>("SystemFeed", "The feed of events.")
        .Time("end_at", Time("When its last event happened; null if there is none.").OrNull(), report => report.FeedEndAt)
        .CountOrNull("lag_seconds", Count("Whole seconds since the oldest event happened that is stored and cannot be read yet; 0 if there is none."), report => report.FeedLagSeconds);

    public static readonly Shape<SystemView> System = new Shape<SystemView>("SystemReport", "How the service is. What did not answer in time is null.")
        .Text("version", Text("The release of the gateway that answered."), view => view.Version)
        .Text("environment", Text("Production, Development or another."), view => view.Environment)
        .Time("at", Time("When this was seen."), view => view.At)
        .List("silos", "By address: all that are alive, and those that are gone for less than an hour.", Silo, view => view.Report.Silos)
        .List("sweeps", "Every sweeper, by shard.", Sweep, view => view.Report.Sweeps, max: 16)
        .Time("oldest_unknown_since", Time("Since when the outcome of some payout has been unknown, the oldest; null if there is none.").OrNull(), view => view.Report.OldestUnknownSince)
        .Time("oldest_open_since", Time("When the oldest payout was created that is not final, nor scheduled for later; null if there is none.").OrNull(), view => view.Report.OldestOpenSince)
        .Object("heleket", Heleket, view => view.Report.Heleket)
        .Time("last_webhook_at", Time("When a genuine webhook was last received, since the silos started; null if none was.").OrNull(), view => view.Report.LastWebhookAt)
        .Time("catalog_read_at", Time("When the oldest services list in use was read from Heleket; null if some silo has none.").OrNull(), view => view.Report.CatalogReadAt)
        .CountOrNull("controls_age_seconds", Count("How old the oldest copy of the controls in use is, in whole seconds; null if some silo has none."), view => view.Report.ControlsAgeSeconds)
        .Object("feed", Feed, view => view.Report);
}
