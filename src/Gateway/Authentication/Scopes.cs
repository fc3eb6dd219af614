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

    /// <summary>None contains another.</summary>
    public static readonly ImmutableArray<string> All = [Read, Create, Approve, Operate, Webhooks, Admin];
}
