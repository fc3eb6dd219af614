using Heleket.Simulator;
using Heleket.Simulator.Walking;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>Two commands to one payout, the second while the first one's write is under way.</summary>
internal sealed class CommandPair(World world, string id, string stage, string first, string second, bool elsewhere)
{
    /// <summary>When the prepared payouts fall due: beyond what a grain arms a timer for, so that nothing moves by itself.</summary>
    public static readonly TimeSpan DueIn = TimeSpan.FromMinutes(20);

    private readonly List<Gate> _calls = [];
    private readonly List<Task> _wakes = [];
    private CreatePayout _create = Any.Command(id, null, world.Now);

    public string Id => id;

    // The create is on its way in the first cluster: where its answer is the second command, the first command comes from the other one.
    private IGrainFactory FirstAt => elsewhere && stage == "Submitting" && second == "answer" ? Other : world.Grains;

    private IGrainFactory SecondAt => elsewhere && FirstAt == world.Grains ? Other : world.Grains;

    private IGrainFactory Other => world.Others.Single().Client;

    private bool IsAtHeleket => stage is "OutcomeUnknown" or "Processing" or "FailedProvisional" or "Confirmed";

    /// <summary>Stores the payout and has it in memory wherever a command will come.</summary>
    public async Task PrepareAsync()
    {
        await world.Line.PlanAsync(id, null);
        var report = IsAtHeleket ? await AtHeleketAsync() : null;
        if (stage != "None")
        {
            var state = Left(report);
            _create = Any.Command(id, state.Payout.Request, world.Now);
            await world.Store.PutAsync(state);
        }

        await FirstAt.GetGrain<IPayoutGrain>(id).GetPayout();
        await SecondAt.GetGrain<IPayoutGrain>(id).GetPayout();
    }

    /// <summary>Runs them.</summary>
    /// <returns>What each was answered.</returns>
    public async Task<object?[]> RunAsync()
    {
        await CallHeleketAsync();
        var write = world.Writes.HoldNext(id);
        var one = Start(first, FirstAt, 0);
        await (Writes(first) ? write.Reached : first is "wake" or "answer" || IsHeldUp(first) ? ArrivesAsync(FirstAt) : Task.WhenAny(write.Reached, one));
        if (!write.IsReached)
        {
            // The first one writes nothing: the second one's write is nobody's to hold.
            world.Writes.Forget(id);
        }

        var two = Start(second, SecondAt, 1);
        await (stage == "None" && !elsewhere ? world.Calls.Of(id, MethodOf(second), first == second ? 2 : 1)
            : elsewhere && second is not ("wake" or "answer") && !IsHeldUp(second) ? Task.WhenAny(two) : ArrivesAsync(SecondAt));

        write.Open();
        _calls.ForEach(call => call.Open());
        await Task.WhenAll(_wakes);
        return [await one, await two];
    }

    /// <summary>Where a call to Heleket is under way when the commands come: has it wait on the line.</summary>
    private async Task CallHeleketAsync()
    {
        if (stage == "Submitting")
        {
            await CallAsync(world.Line.HoldCreate(id), world.Grains);
        }
        else
        {
            foreach (var (_, at) in new[] { (first, FirstAt), (second, SecondAt) }.Where(command => command.Item1 == "answer"))
            {
                await CallAsync(world.Line.HoldLookUp(id), at);
            }
        }
    }

    private async Task CallAsync(Gate call, IGrainFactory at)
    {
        _calls.Add(call);
        _wakes.Add(at.GetGrain<IPayoutSignals>(id).Wake());
        await call.Reached;
    }

    private async Task<object?> Start(string command, IGrainFactory at, int number)
    {
        var (payout, signals) = (at.GetGrain<IPayoutGrain>(id), at.GetGrain<IPayoutSignals>(id));
        try
        {
            switch (command)
            {
                case "create":
                    return await payout.Create(_create);
                case "cancel":
                    return await payout.Cancel(null);
                case "webhook":
                    return await signals.Notify(News());
                case "read":
                    return await payout.GetPayout();
                case "wake":
                    await signals.Wake();
                    return null;
                default:
                    _calls[Math.Min(number, _calls.Count - 1)].Open();
                    return null;
            }
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <summary>Returns once what was said to the grain before has begun: calls come in the order in which they were made.</summary>
    private async Task ArrivesAsync(IGrainFactory at)
    {
        for (var time = 0; time < 3; time++)
        {
            await Start("read", at, 0);
        }
    }

    private static string MethodOf(string command) => command switch
    {
        "create" => nameof(IPayoutGrain.Create),
        "cancel" => nameof(IPayoutGrain.Cancel),
        "webhook" => nameof(IPayoutSignals.Notify),
        _ => nameof(IPayoutSignals.Wake),
    };

    /// <summary>Whether the first command, of which nobody hears when it is done, comes to a write.</summary>
    private bool Writes(string command) => (command, stage) switch
    {
        ("answer", _) => true,
        ("wake", "Scheduled" or "Queued") => true,
        ("wake", "OutcomeUnknown" or "Processing" or "FailedProvisional") => elsewhere || second != "answer",
        _ => false,
    };

    /// <summary>A webhook waits for the answer to the grain's own create.</summary>
    private bool IsHeldUp(string command) => command == "webhook" && stage == "Submitting";

    private async Task<ProviderReport> AtHeleketAsync()
    {
        world.Simulator.Script(id, "process");
        var report = await world.MakeAtHeleketAsync(id);
        world.Simulator.ForceStatus(id, "paid!");
        return report;
    }

    private ProviderReport News() => Some.Report(
        IsAtHeleket ? "paid" : "process", IsAtHeleket, LogSource.Webhook, Walker.UuidOf(new SimulatorOptions().Seed, id));

    private PayoutState Left(ProviderReport? report)
    {
        var (now, timing) = (world.Now, world.Timing);
        var state = stage switch
        {
            "Queued" => Any.Created(id, now).After(now, timing, new PayoutEvent.Refused(PayoutReason.InsufficientFunds, IsTransient: true, "Not enough funds")),
            "OutcomeUnknown" => Any.Created(id, now).After(now, timing, new PayoutEvent.AnswerLost("The process died.")),
            "Processing" => Any.Created(id, now).After(now, timing, new PayoutEvent.Accepted(report!)),
            "FailedProvisional" => Any.Created(id, now).After(now, timing, new PayoutEvent.Accepted(report! with { RawStatus = "fail", Status = ProviderStatus.Failed })),
            "Confirmed" => Any.Created(id, now).After(now, timing, new PayoutEvent.LookedUp(report! with { RawStatus = "paid", Status = ProviderStatus.Paid, IsFinal = true })),
            _ => Any.Created(id, now, now + DueIn),
        };
        return state with { NextActionAt = state.Payout.IsFinal ? null : WholeMilliseconds.Floor(now + DueIn) };
    }
}
