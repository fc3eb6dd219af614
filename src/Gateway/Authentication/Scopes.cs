using System.Collections.Immutable;

namespace Payouts.Gateway.Authentication;

/// <summary>What a key may be allowed to do (docs/http-api.md, "Keys").</summary>
internal static class Scopes
{
    public const string Read = "payouts:read";
    public const string Create = "payouts:create";
    public const string Approve = "payouts:approve";
    public const string Operate = "payouts:operate";

    public const string Webhooks = "payouts:webhooks";
    public const string Admin = "payouts:admin";

    /// <summary>The policy of what tightens a control: whoever has one of <see cref="ToTighten"/> may do it.</summary>
    public const string AnyToTighten = $"{Create}, {Approve} or {Operate}";

    /// <inheritdoc cref="AnyToTighten"/>
    public static readonly ImmutableArray<string> ToTighten = [Create, Approve, Operate];

    /// <summary>The policy of deciding on payouts: whoever has one of <see cref="ToDecide"/> may try; the payout says which it takes.</summary>
    public const string AnyToDecide = $"{Approve} or {Operate}";

    /// <inheritdoc cref="AnyToDecide"/>
    public static readonly ImmutableArray<string> ToDecide = [Approve, Operate];

    /// <summary>None contains another.</summary>
    public static readonly ImmutableArray<string> All = [Read, Create, Approve, Operate, Webhooks, Admin];
}
