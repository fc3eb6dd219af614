using System.Security.Cryptography;
using Payouts.Grains.Audit;
using Payouts.Grains.Payouts;
using Payouts.Hosting;
using Payouts.Silo.Settings;

namespace Payouts.Silo.Audit;

/// <summary>Adds the keys of the audit (docs/adr/0039), and what keeps it going.</summary>
internal static class AuditSetup
{
    /// <summary>Adds it to a silo. Keys that cannot be had stop the host with a sentence that names the setting.</summary>
    public static void AddAudit(this IServiceCollection services, AuditSettings settings, TimeSpan eventRetention)
    {
        services.AddSingleton(new AuditOptions(settings.CheckpointEvery, eventRetention));
        services.AddSingleton(_ => Keys(settings));
        services.AddHostedService<AuditKeysStart>();
        services.AddHostedService<AuditRounds>();
    }

    private static AuditKeys Keys(AuditSettings settings)
    {
        var file = settings is { File: { } path } && (settings.Key is null || settings.SigningKey is null) ? AuditKeyFile.Open(path) : null;
        var signing = settings.SigningKey ?? file?.SigningKey;
        return new AuditKeys(settings.Key ?? file?.Key ?? AuditKey.None, settings.OldKeys, signing is null ? null : AuditSigning.Read(signing), [.. settings.OldSigningKeys.Select(AuditSigning.Read)]);
    }
}

/// <summary>Reads the keys before anything is written with them, and says at each start when there are none.</summary>
internal sealed partial class AuditKeysStart(IServiceProvider services, ILogger<AuditKeysStart> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        AuditKeys keys;
        try
        {
            keys = services.GetRequiredService<AuditKeys>();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or CryptographicException or ArgumentException)
        {
            throw BadSetting.Exception("Audit__Key", $"Audit__Key is not set, and the file that stands for it cannot be used: {exception.Message}");
        }

        if (!keys.IsKeyed)
        {
            Log.Unkeyed(logger);
        }

        if (keys.Signer is null)
        {
            Log.Unsigned(logger);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Audit__Key is not set: whoever alters a stored payout can also alter what would show it")]
        public static partial void Unkeyed(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Audit__SigningKey is not set: checkpoints of the audit are not signed")]
        public static partial void Unsigned(ILogger logger);
    }
}
