namespace Payouts.Client.Wire;

/// <summary>Something to ask of the service, the same in each attempt.</summary>
/// <param name="Operation">Its name, for telemetry.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query, relative to the service's address.</param>
internal sealed record Call(string Operation, HttpMethod Method, string Path)
{
    /// <summary>JSON.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>The header <c>Idempotency-Key</c>.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The version in <c>If-Match</c>.</summary>
    public long? IfMatch { get; init; }

    /// <summary>The version in <c>If-None-Match</c>.</summary>
    public long? IfNoneMatch { get; init; }

    /// <summary>Whether doing it twice is doing it once.</summary>
    public bool CanBeRepeated { get; init; }

    /// <summary>How long the service may wait before it answers, beside the usual timeout.</summary>
    public TimeSpan Wait { get; init; }
}
