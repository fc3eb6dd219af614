using Payouts.Chaos;

namespace Payouts.Host.Tests.Chaos;

/// <summary>
/// A linearizable payout with clients whose random calls overlap: every call takes effect at instants between its
/// beginning and its end, or later when it gets no response. It shares no code with the checker's model, and follows
/// the payout's life directly.
/// </summary>
internal sealed class RandomPayout(Random random)
{
    private const int Span = 100;
    private const int Overlap = 12;

    private static readonly Dictionary<string, string[]> Steps = new()
    {
        ["pending/scheduled"] = ["pending/submitting"],
        ["pending/queued"] = ["pending/submitting", "failed/"],
        ["pending/submitting"] = ["pending/queued", "pending/outcome_unknown", "broadcast/processing", "confirmed/", "failed/"],
        ["pending/outcome_unknown"] = ["pending/outcome_unknown", "pending/submitting", "broadcast/processing", "cancelled/provider"],
        ["broadcast/processing"] = ["broadcast/processing", "broadcast/failed_provisional", "confirmed/", "failed/", "cancelled/provider"],
        ["broadcast/failed_provisional"] = ["broadcast/processing", "confirmed/", "failed/"],
        ["failed/"] = ["failed/"],
    };

    private readonly List<(int At, int Order, Action Act)> _instants = [];
    private readonly List<Call> _calls = [];
    private string? _stage;
    private readonly List<(bool IsApproval, string Person, long Version)> _decisions = [];
    private long _version;
    private int _needed;

    /// <summary>Between 4 and 14 calls of one random life.</summary>
    public static IReadOnlyList<Call> History(Random random) => new RandomPayout(random).Run();

    private List<Call> Run()
    {
        Plan(CallKind.Create, random.Next(Span / 4));
        for (var more = random.Next(3, 14); more > 0; more--)
        {
            Plan(random.Next(14) switch { < 2 => CallKind.Create, < 4 => CallKind.Cancel, < 7 => CallKind.Approve, 7 => CallKind.Reject, _ => CallKind.Read }, random.Next(Span));
        }

        foreach (var (_, _, act) in _instants.OrderBy(instant => instant.At).ThenBy(instant => instant.Order))
        {
            StepNow();
            act();
        }

        return _calls;
    }

    private void Plan(CallKind kind, int at)
    {
        var call = new Call(kind, Calls.Key, 0, Milliseconds(at - random.Next(Overlap)));
        call = call.IsDecision ? call with { Person = $"p{random.Next(1, 4)}", Match = random.Next(1, 3) } : call;
        switch (random.Next(10))
        {
            case 0:
                _calls.Add(call with { Ended = Milliseconds(at + random.Next(Overlap)), Status = random.Next(2) * 503 });
                break;
            case 1:
                // It may take effect at any later time.
                _calls.Add(call with { Ended = Milliseconds(at + random.Next(Overlap)), Status = random.Next(2) * 503 });
                On(at + random.Next(Span), () => Answer(call));
                break;
            case 2:
                // The first attempt's answer is lost between the gateway and the payout.
                On(at, () => Answer(call));
                Answered(call, at + random.Next(Overlap));
                break;
            default:
                Answered(call, at);
                break;
        }
    }

    private void Answered(Call call, int at)
    {
        var ended = Milliseconds(at + random.Next(Overlap));
        On(at, () => _calls.Add(Answer(call) with { Ended = ended }));
    }

    private void On(int at, Action act) => _instants.Add((at, _instants.Count, act));

    private void StepNow()
    {
        if (_stage is not null && random.Next(3) == 0 && Steps.TryGetValue(_stage, out var ways))
        {
            Become(ways[random.Next(ways.Length)]);
        }
    }

    private Call Answer(Call call)
    {
        switch (call.Kind, _stage)
        {
            case (CallKind.Create, null):
                _needed = random.Next(2) * random.Next(1, 3);
                Become(_needed > 0 ? "pending/awaiting_approval" : random.Next(3) == 0 ? "pending/submitting" : "pending/scheduled");
                return Shown(call, 201);
            case (_, null):
                return call with { Status = 404 };
            case (CallKind.Cancel, "pending/scheduled" or "pending/queued" or "pending/awaiting_approval"):
                Become("cancelled/");
                return Shown(call, 200);
            case (CallKind.Cancel, not ("cancelled/" or "cancelled/rejected")):
                return call with { Status = 409 };
            case (CallKind.Approve or CallKind.Reject, _):
                return Decided(call);
            default:
                return Shown(call, 200);
        }
    }

    private Call Decided(Call call)
    {
        var isApproval = call.Kind == CallKind.Approve;
        if (_decisions.Any(given => given.IsApproval == isApproval && given.Person == call.Person))
        {
            return Shown(call, 200);
        }

        if (_stage != "pending/awaiting_approval" || call.Match != _version)
        {
            return call with { Status = _stage == "pending/awaiting_approval" ? 412 : 409 };
        }

        _decisions.Add((isApproval, call.Person!, call.Match));
        Become(!isApproval ? "cancelled/rejected" : _decisions.Count < _needed ? _stage : random.Next(2) == 0 ? "pending/queued" : "pending/scheduled");
        return Shown(call, 200);
    }

    private void Become(string stage)
    {
        _stage = stage;
        _version++;
    }

    private Call Shown(Call call, int status)
    {
        var parts = _stage!.Split('/');
        return call with
        {
            Status = status,
            Id = Calls.Id,
            Version = _version,
            Standing = parts[0],
            Detail = parts[1] is "" or "provider" or "rejected" ? null : parts[1],
            Reason = parts[1] == "rejected" ? "rejected" : null,
            Needed = _needed,
            Decisions = _needed == 0 ? null : string.Join(' ', _decisions.Select(given => $"{(given.IsApproval ? '+' : '-')}{given.Person}@{given.Version}")),
            AtHeleket = parts is ["broadcast" or "confirmed", _] or [_, "provider"],
            Body = $"{_version} {_stage}",
        };
    }

    private static TimeSpan Milliseconds(int at) => TimeSpan.FromMilliseconds(at);
}
