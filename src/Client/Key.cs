namespace Payouts.Client;

/// <summary>A key of the service, without its secret.</summary>
public record Key
{
    /// <summary>Its id; the name of a configured one.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it comes from.</summary>
    public required KeyKind Kind { get; init; }

    /// <summary>Whose it is; <see langword="null"/>: nobody's.</summary>
    public string? Person { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>The client that it is bound to.</summary>
    public string? ClientId { get; init; }

    /// <summary>Whether it is of use.</summary>
    public required KeyStatus Status { get; init; }

    /// <summary>Who made it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, about.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Since when and until when each of its secrets is taken.</summary>
    public required IReadOnlyList<KeySecret> Secrets { get; init; }

    /// <summary>Counts its changes; the service's entity tag.</summary>
    public required long Version { get; init; }
}

/// <summary>When a secret of a key is taken.</summary>
public sealed record KeySecret
{
    /// <summary>From when; <see langword="null"/>: since always.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when; <see langword="null"/>: as long as the key.</summary>
    public DateTimeOffset? Until { get; init; }
}
