using System.Globalization;
using Payouts.Grains.Audit;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Payouts;
using Payouts.Storage.Audit;

namespace Payouts.Audit;

/// <summary>Verifies everything that a service stores, or an export, and says what is not as it was written.</summary>
internal static class Tool
{
    public const int Fine = 0;
    public const int Faulty = 1;
    public const int Failed = 2;

    /// <summary>Runs the tool.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors)
    {
        try
        {
            var options = ToolOptions.Read(args);
            var keys = options.Key is { } file ? KeyFile.Read(file) : null;
            return options.Export is { } export ? await ExportAsync(export, keys, output) : await DatabasesAsync(options, keys ?? AuditKeys.None, output);
        }
        catch (ArgumentException exception)
        {
            await errors.WriteLineAsync($"{exception.Message}\n\n{ToolOptions.Usage}");
            return Failed;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            await errors.WriteLineAsync($"It could not be verified: {exception.GetBaseException().Message}");
            return Failed;
        }
    }

    private static async Task<int> DatabasesAsync(ToolOptions options, AuditKeys keys, TextWriter output)
    {
        var verifier = new AuditVerifier(AuditedDatabases.Payouts(options.Connection!), AuditedDatabases.Documents(options.Documents!), keys);
        var (looked, unverifiable, faults) = (0L, 0L, 0L);
        string? cursor = null;
        do
        {
            var report = await verifier.NextAsync(new AuditCheck(Cursor: cursor), DateTimeOffset.MinValue);
            foreach (var fault in report.Faults)
            {
                await output.WriteLineAsync(Line(fault));
            }

            (looked, unverifiable, faults) = (looked + report.Checked, unverifiable + report.Unverifiable, faults + report.Faults.Length);
            cursor = report.Next;
        }
        while (cursor is not null);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"checked={looked} unverifiable={unverifiable} faults={faults} keyed={(keys.IsKeyed ? "true" : "false")}"));
        return faults == 0 ? Fine : Faulty;
    }

    private static async Task<int> ExportAsync(string path, AuditKeys? keys, TextWriter output)
    {
        var (lines, faults) = ExportCheck.Verify(await File.ReadAllBytesAsync(path), keys, keys is null ? [] : [.. keys.Verifiers]);
        foreach (var fault in faults)
        {
            await output.WriteLineAsync(fault);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"lines={lines} faults={faults.Count} keyed={(keys?.IsKeyed == true ? "true" : "false")}"));
        return faults.Count == 0 ? Fine : Faulty;
    }

    private static string Line(AuditFault fault) => string.Create(
        CultureInfo.InvariantCulture, $"{fault.Kind} payout={fault.PayoutId ?? "-"} seq={fault.Seq?.ToString(CultureInfo.InvariantCulture) ?? "-"} at={fault.At?.ToString("O", CultureInfo.InvariantCulture) ?? "-"}");
}
