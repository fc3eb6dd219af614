using Microsoft.AspNetCore.Diagnostics;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Problems;

/// <summary>
/// Turns every error that no endpoint handled into a problem: exceptions, and bare statuses from the framework.
/// </summary>
internal static partial class ProblemSetup
{
    public static void AddProblems(this IServiceCollection services) => services.AddExceptionHandler<Handler>();

    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context =>
        {
            HeadRequests.AllowHead(context.HttpContext.Response);
            return ProblemResult.OfStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext);
        });
    }

    internal sealed partial class Handler(ILogger<Handler> logger) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            await ProblemOf(exception).ExecuteAsync(httpContext);
            return true;
        }

        private ProblemResult ProblemOf(Exception exception)
        {
            switch (exception)
            {
                case ClusterUnavailableException { InnerException: ControlsUnavailableException without }:
                    Log.Unavailable(logger, nameof(ControlsUnavailableException), without.Message);
                    return ProblemResult.WithoutControls("The service could not read lately what is paused, and accepts nothing until it has. Repeat the same request.");
                case ClusterUnavailableException:
                    var cause = exception.GetBaseException();
                    Log.Unavailable(logger, cause.GetType().Name, cause.Message);
                    return ProblemResult.Unavailable("The cluster or its storage did not respond. Repeat the same request.");
                case BadHttpRequestException bad:
                    return ProblemResult.OfStatus(bad.StatusCode);
                default:
                    Log.Failed(logger, exception);
                    return new(ProblemRegistry.InternalError, "The gateway failed; its log has the error under this trace_id.");
            }
        }

        private static partial class Log
        {
            // Without the stack trace: it is Orleans' own, and when one call fails, thousands may.
            [LoggerMessage(Level = LogLevel.Error, Message = "A grain call failed; answered 503. {Cause}: {Why}")]
            public static partial void Unavailable(ILogger logger, string cause, string why);

            [LoggerMessage(Level = LogLevel.Error, Message = "A request failed unexpectedly; answered 500")]
            public static partial void Failed(ILogger logger, Exception exception);
        }
    }
}
