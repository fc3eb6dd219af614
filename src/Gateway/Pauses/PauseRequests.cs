using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Controls;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Pauses;

/// <summary>Reads what a change of pauses is about (docs/http-api.md, "Pauses").</summary>
internal static class PauseRequests
{
    public const int MaxBodyBytes = 32 * 1024;
    public const int MaxReasonLength = 500;
    public const string ScopeRule = "must be all, asset:CODE, network:CODE or client:ID.";

    private const string Member = "reason";

    public static readonly NamedSchema Reason = new("PauseReason", _ => Closed(
        "Why. Unknown members are rejected.",
        new() { [Member] = Text($"1 to {MaxReasonLength} characters, not all blank; no control character.", min: 1, max: MaxReasonLength) }));

    /// <summary>Reads a scope by the rules of payouts: codes in any case, a client as it is.</summary>
    public static (PauseScope? Scope, ProblemResult? Problem) ReadScope(string text)
    {
        if (!PauseScope.TryParse(text, out var read))
        {
            return Wrong(ScopeRule);
        }

        var scope = read.Value;
        return scope.Kind switch
        {
            PauseKind.All => (scope, null),
            PauseKind.Client => TextRules.ClientId(scope.Value) is { } fault ? Wrong($"names a client, which {fault}") : (scope, null),
            _ => TextRules.Code(scope.Value) is { } fault ? Wrong($"names a code, which {fault}") : (scope with { Value = scope.Value.ToUpperInvariant() }, null),
        };
    }

    /// <summary>Reads the body, whose only member is the reason.</summary>
    public static Task<(string? Reason, ProblemResult? Problem)> ReadReasonAsync(HttpRequest http, CancellationToken cancellationToken) => JsonRequest.ReadAsync(
        http,
        MaxBodyBytes,
        fields =>
        {
            fields.RefuseOthers("this request", [Member]);
            return fields.Required(Member, text =>
                string.IsNullOrWhiteSpace(text) ? "must not be blank."
                : text.EnumerateRunes().Count() > MaxReasonLength ? $"must have at most {MaxReasonLength} characters."
                : CharacterRules.ControlFault(text));
        },
        cancellationToken);

    private static (PauseScope?, ProblemResult?) Wrong(string detail) => (null, ProblemResult.Invalid([new("/scope", detail)]));
}
