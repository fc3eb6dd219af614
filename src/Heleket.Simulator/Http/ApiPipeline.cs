using System.Security.Cryptography;
using System.Text;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Payouts;

namespace Heleket.Simulator.Http;

/// <summary>
/// The steps of every call: body, signature, count, fault, answer (docs/heleket.md, "What the simulator assumes").
/// </summary>
internal sealed class ApiPipeline(HeleketSimulator simulator, IHostApplicationLifetime lifetime)
{
    private const int MaxBody = 1024 * 1024;

    public async Task RunAsync(HttpContext context, SimulatorOperation operation, Func<ApiRequest, Response> answer)
    {
        if (await ReadAsync(context.Request) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        // Third parties read the rates unsigned (docs/heleket.md, "Other calls").
        if (operation != SimulatorOperation.Rates && !IsSigned(context.Request, body, operation))
        {
            await SendAsync(context, Response.InvalidSign);
            return;
        }

        var form = new Form(body);
        var request = new ApiRequest(form, context.Request.Query["cursor"], context.Request.RouteValues["currency"] as string);
        if (simulator.Arrive(operation, form.Peek("order_id"), form.Peek("uuid")) is { } fault)
        {
            await FailAsync(context, fault, request, answer);
            return;
        }

        await SendAsync(context, answer(request));
    }

    private async Task FailAsync(HttpContext context, Fault fault, ApiRequest request, Func<ApiRequest, Response> answer)
    {
        var wrong = fault.Kind == FaultKind.WrongEcho ? fault.Field : null;
        var shown = fault.Kind == FaultKind.OtherForm ? fault.Shown : null;
        var response = fault.Commits ? answer(request with { WrongEcho = wrong, ShownAddress = shown }) : null;
        switch (fault.Kind)
        {
            case FaultKind.ResetBefore or FaultKind.CommitThenDrop:
                context.Abort();
                break;
            case FaultKind.Hang:
                await WaitAsync(context, Timeout.InfiniteTimeSpan);
                context.Abort();
                break;
            case FaultKind.CommitThenSlow when !await WaitAsync(context, fault.Delay):
                context.Abort();
                break;
            default:
                await SendAsync(context, Spoilt(fault, response));
                break;
        }
    }

    private static Response Spoilt(Fault fault, Response? response) => fault.Kind switch
    {
        FaultKind.Refuse when fault.Message.StartsWith("validation.", StringComparison.Ordinal) =>
            Response.Refused(Refusal.Invalid(fault.Field, fault.Message) with { Status = fault.HttpStatus }),
        FaultKind.Refuse => Response.Refused(new Refusal(fault.Message, Status: fault.HttpStatus)),
        FaultKind.Unavailable => Response.Refused(new Refusal("The terminal was not found", Status: fault.HttpStatus)),
        FaultKind.TooManyRequests => Response.TooManyRequests,
        FaultKind.Html502 => Response.BadGateway,
        FaultKind.ProxyStatus => Response.OfProxy(fault.HttpStatus, fault.Body),
        FaultKind.OddFields => response! with { Body = OddFields.IntoResponse(response.Body, fault.OddFields) },
        FaultKind.ByteOrderMark => response!.Marked(),
        FaultKind.Gzip => response!.Compressed(),
        FaultKind.CommitThen500 or FaultKind.Error500Before => Response.ServerError,
        FaultKind.CommitThenTruncate => response! with { Body = response.Body[..(response.Body.Length / 2)] },
        _ => response!,
    };

    /// <summary>Waits on the simulator's clock.</summary>
    /// <returns>Whether the time elapsed before the caller or the host gave up.</returns>
    private async Task<bool> WaitAsync(HttpContext context, TimeSpan delay)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await Task.Delay(delay, simulator.Time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }

    private bool IsSigned(HttpRequest request, byte[] body, SimulatorOperation operation)
    {
        var expected = HeleketSignature.Compute(body, simulator.KeyOf(operation));
        var known = string.Equals(request.Headers["merchant"], simulator.Options.MerchantId, StringComparison.OrdinalIgnoreCase);
        return known && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(request.Headers["sign"].ToString()));
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is > MaxBody)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.Length > MaxBody ? null : buffer.ToArray();
    }

    private static async Task SendAsync(HttpContext context, Response response)
    {
        context.Response.StatusCode = response.Status;
        context.Response.ContentType = response.ContentType;
        context.Response.ContentLength = response.Body.Length;
        context.Response.Headers.ContentEncoding = response.Coding;
        await context.Response.Body.WriteAsync(response.Body, context.RequestAborted);
    }
}
