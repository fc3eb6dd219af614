namespace Payouts.Console.Words;

/// <summary>What a person does about a payout in the inbox.</summary>
public enum ToDo
{
    /// <summary>Compare, decide, and resolve it on its page.</summary>
    Decide,

    /// <summary>Ask Heleket, here or in its dashboard.</summary>
    Ask,

    /// <summary>Set something right: money, wallet, key, block.</summary>
    SetRight,

    /// <summary>Nothing: it goes on by itself.</summary>
    Wait
}
