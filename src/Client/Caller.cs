namespace Payouts.Client;

/// <summary>Who asked for a change.</summary>
public sealed record Caller
{
    /// <summary>The person; <see langword="null"/> for a key that belongs to nobody.</summary>
    public string? Person { get; init; }

    /// <summary>The key's id or name; <see langword="null"/> for a person who signed in without one.</summary>
    public string? Key { get; init; }
}
