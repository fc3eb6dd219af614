namespace Payouts.Client;

/// <summary>A key with its secret, which the service shows this once.</summary>
public sealed record NewKey : Key
{
    /// <summary>What callers send as <c>Authorization: Bearer</c>. Not in <see cref="ToString"/>.</summary>
    public required string Secret { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"NewKey {{ Id = {Id}, Name = {Name} }}";
}

/// <summary>A key to make.</summary>
public sealed record KeyRequest
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>The client that it is bound to.</summary>
    public string? ClientId { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
