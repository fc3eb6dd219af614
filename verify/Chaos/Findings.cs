using Payouts.Harness;

namespace Payouts.Chaos;

/// <summary>Everything that is wrong, statistics apart; at most one finding a payout in each list of what clients saw.</summary>
internal sealed class Findings(Audit audit, IReadOnlyCollection<Call> calls, IReadOnlySet<string> toldCancelled, IReadOnlyList<LedgerWallet> wallets, IReadOnlyList<Member> gateways)
{
    private readonly List<List<Call>> _perKey = [.. calls.GroupBy(call => call.Key).Select(own => own.ToList())];

    public IReadOnlyList<string> Lost => field ??= [.. audit.Lost(toldCancelled)];

    public IReadOnlyList<string> Doubled => field ??= [.. audit.Doubled(wallets)];

    public IReadOnlyList<string> Regressed => field ??= [.. _perKey.SelectMany(own => audit.ChangedEnds(own).Take(1))];

    public IReadOnlyList<string> NotLinearizable => field ??= [.. HistoryReport.Of(calls).Findings];

    public IReadOnlyList<string> WrongAnswers => field ??= [.. Responses.Wrong(calls, gateways)];

    public IEnumerable<IReadOnlyList<string>> All => [Lost, Doubled, Regressed, NotLinearizable, WrongAnswers];
}
