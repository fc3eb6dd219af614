using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>The words of the page Keys.</summary>
public static class KeyWords
{
    /// <summary>The scopes that a key made here can have; people get the others.</summary>
    public static IReadOnlyList<Scope> Offered { get; } = [Scope.Read, Scope.Create, Scope.Webhooks];

    /// <summary>What a scope lets its holder do.</summary>
    public static string Means(Scope scope) => scope.Value switch
    {
        "payouts:read" => "see payouts, events and statistics",
        "payouts:create" => "make and cancel payouts",
        "payouts:approve" => "approve payouts",
        "payouts:operate" => "ask Heleket, claim and resolve attention, pause",
        "payouts:webhooks" => "manage webhooks",
        "payouts:admin" => "change the policy, make and revoke keys, sign people out, export the audit",
        _ => scope.Value
    };

    /// <summary>What the page's heading says.</summary>
    public static string Title(int active) => active switch
    {
        0 => "No key is active",
        1 => "1 key is active",
        _ => $"{active} keys are active"
    };
}
