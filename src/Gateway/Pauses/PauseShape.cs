using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Clients;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Pauses;

/// <summary>Pauses as the contract shows them (docs/http-api.md, "Pauses").</summary>
internal static class PauseShape
{
    private static readonly Shape<(string Asset, Sum Amount)> Total = new Shape<(string Asset, Sum Amount)>("WaitingTotal", "What is held back of one asset.")
        .Text("asset", Text("The coin's code."), total => total.Asset)
        .Text("amount", Amount("The sum in units of the asset."), total => total.Amount.ToString());

    private static readonly Shape<WaitingView> Waiting = new Shape<WaitingView>("Waiting", "What is held back; for a key that is bound to a client, of that client only.")
        .Count("count", Count("How many payouts."), waiting => waiting.Count)
        .List("totals", "By asset.", Total, waiting => waiting.Totals);

    public static readonly Shape<PauseView> Pause = new Shape<PauseView>("Pause", "Something that is held back.")
        .Text("scope", Text("What: all, asset:CODE, network:CODE or client:ID."), pause => pause.Scope)
        .Text("reason", Text("Why, in somebody's words."), pause => pause.Reason)
        .ObjectOrNull("by", "Who set it or gave it its reason; null for keys that are bound to a client.", PayoutShape.Caller, pause => pause.By)
        .Time("at", Time("Since when it is set."), pause => pause.At)
        .Time("effective_by", Time("From this time on it holds on every silo. In the answer to DELETE: that it was lifted does."), pause => pause.EffectiveBy)
        .Count("version", Count("Of all pauses, when this one was last changed; for If-Match.", minimum: 1), pause => pause.Version)
        .ObjectOrNull("waiting", "What it holds back now; null in the answer to PUT and DELETE.", Waiting, pause => pause.Waiting);

    public static readonly Shape<PausesView> Pauses = new Shape<PausesView>("PauseList", "All pauses.")
        .List("data", "As they were set.", Pause, pauses => pauses.Pauses)
        .Object("waiting", Waiting, pauses => pauses.Waiting)
        .Count("version", Count("How often pauses were changed; the ETag."), pauses => pauses.Version);
}
