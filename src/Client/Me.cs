namespace Payouts.Client;

/// <summary>Who the service takes this caller for.</summary>
public sealed record Me
{
    /// <summary>The person; <see langword="null"/> for a key that belongs to nobody.</summary>
    public string? Person { get; init; }

    /// <summary>The key's id or name; <see langword="null"/> for a person who signed in without one.</summary>
    public string? Key { get; init; }

    /// <summary>How the caller is known.</summary>
    public required SignInWay Via { get; init; }

    /// <summary>The person's role.</summary>
    public string? Role { get; init; }

    /// <summary>What the caller may do.</summary>
    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>The client that the key is bound to.</summary>
    public string? ClientId { get; init; }

    /// <summary>Production, Development or another one.</summary>
    public required string Environment { get; init; }

    /// <summary>The console's session; <see langword="null"/> for a key.</summary>
    public Session? Session { get; init; }
}

/// <summary>A session of the console.</summary>
public sealed record Session
{
    /// <summary>When it ends if nothing is done in it.</summary>
    public required DateTimeOffset IdleUntil { get; init; }

    /// <summary>When it ends in any case.</summary>
    public required DateTimeOffset EndsAt { get; init; }
}
