using System.Security.Cryptography;

namespace Payouts.Client;

/// <summary>How to reach the service, and how patiently. Not to be changed once a client has it.</summary>
public sealed class PayoutsClientOptions
{
    private const int Steps = 1 << 20;

    /// <summary>Where the service is; <see langword="null"/>: the <see cref="HttpClient"/>'s own.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The key; <see langword="null"/>, without <see cref="ApiKeyProvider"/> too: calls carry none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Asked for the key at every attempt, instead of <see cref="ApiKey"/>: for keys that change. Only the caller's token limits it.</summary>
    public Func<CancellationToken, ValueTask<string>>? ApiKeyProvider { get; set; }

    /// <summary>How long one attempt may last; 10 s. The <see cref="HttpClient"/>'s own timeout should be longer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a call is tried at most; 5. Streams try for ever.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>How long a call may last with all its attempts; 30 s.</summary>
    public TimeSpan MaxElapsed { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of timeouts and pauses.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Chance, from 0 to below 1: tests fix it.</summary>
    internal Func<double> Chance { get; set; } = () => RandomNumberGenerator.GetInt32(Steps) / (double)Steps;

    internal void Check()
    {
        if (BaseAddress is { IsAbsoluteUri: false } || BaseAddress is { Scheme: not ("http" or "https") })
        {
            throw new ArgumentException($"{nameof(BaseAddress)} must be an absolute http or https address.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero, nameof(Timeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAttempts, 1, nameof(MaxAttempts));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MaxElapsed, TimeSpan.Zero, nameof(MaxElapsed));
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
