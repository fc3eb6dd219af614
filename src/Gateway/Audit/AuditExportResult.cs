using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Payouts.Gateway.Cluster;
using Payouts.Grains.Interfaces.Audit;

namespace Payouts.Gateway.Audit;

/// <summary>
/// An export as it comes from the silos, line by line. One that breaks off has no last line, and does not verify.
/// </summary>
internal sealed class AuditExportResult(AuditExport export, GrainCalls grains) : IResult
{
    public const string MediaType = "application/x-ndjson";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = $"attachment; filename=\"audit-{export.From.UtcDateTime:yyyyMMdd}-{export.To.UtcDateTime:yyyyMMdd}.ndjson\"";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (count, next) = (0L, export);
        while (true)
        {
            var asked = next;
            var page = await grains.RunAsync(factory => factory.GetGrain<IAuditReaderGrain>(0).Export(asked), httpContext.RequestAborted);
            foreach (var line in page.Lines)
            {
                var bytes = Encoding.UTF8.GetBytes($"{line}\n");
                hash.AppendData(bytes);
                await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
                count++;
            }

            if (page.Next is null)
            {
                break;
            }

            next = export with { Cursor = page.Next };
        }

        var sha256 = Base64Url.EncodeToString(hash.GetHashAndReset());
        var end = await grains.RunAsync(factory => factory.GetGrain<IAuditReaderGrain>(0).EndExport(count, sha256), httpContext.RequestAborted);
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes($"{end}\n"), httpContext.RequestAborted);
    }
}
