using Payouts.Fuzz.Mutation;

namespace Payouts.Fuzz.Readers;

/// <summary>The gateway's pure readers: addresses, amounts, times, cursors, keys, entity tags and bodies.</summary>
internal sealed class ReaderTarget : Target
{
    private static readonly (string Name, Func<Chance, CaseResult> Run)[] Kinds =
    [
        ("address", AddressCases.Run),
        ("amount", AmountCases.Run),
        ("time", TimeCases.Run),
        ("cursor", HeaderCases.Cursor),
        ("idempotency key", HeaderCases.IdempotencyKey),
        ("entity tag", HeaderCases.EntityTag),
        ("body", BodyCases.Run),
    ];

    public override ValueTask<CaseResult> RunAsync(Chance chance)
    {
        var (name, run) = chance.OneOf(Kinds);
        var result = run(chance);
        return ValueTask.FromResult(result with { Class = $"{name} {result.Class}" });
    }
}
