using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Payouts.Client;
using Payouts.Console.Words;

namespace Payouts.Console.Shell;

/// <summary>Reads what the frame shows: who is signed in, how many payouts need a person, and what is paused.</summary>
internal static class FrameReader
{
    /// <summary>The cookie with the person's choice of light or dark.</summary>
    public const string ThemeCookie = "payouts-theme";

    /// <summary>The cookie that is <c>off</c> when letters are no shortcuts.</summary>
    public const string KeysCookie = "payouts-keys";

    private const int MostCounted = 25;

    /// <summary>The frame of a page for nobody: without navigation.</summary>
    public static Frame Bare(HttpContext context) => new()
    {
        Here = context.Request.Path + context.Request.QueryString,
        Environment = context.RequestServices.GetRequiredService<IHostEnvironment>().EnvironmentName,
        Theme = context.Request.Cookies[ThemeCookie] is ("light" or "dark") and var theme ? theme : null,
        Keys = context.Request.Cookies[KeysCookie] != "off",
    };

    /// <summary>The frame for whoever is signed in. It stands also when the API is out of reach: then it has no counts.</summary>
    public static async Task<Frame> ReadAsync(HttpContext context)
    {
        var api = context.RequestServices.GetRequiredService<PayoutsClient>();
        var (me, attention) = (api.MeAsync(context.RequestAborted).OrUnknownAsync(), AttentionAsync(api, context.RequestAborted));
        var pauses = api.Pauses.ListAsync(context.RequestAborted).OrUnknownAsync();
        var approvals = context.User.HasClaim("scope", "payouts:approve") || context.User.HasClaim("scope", "payouts:operate") ? ApprovalsAsync(api, context.RequestAborted) : Task.FromResult<string?>(null);
        await Task.WhenAll(me, attention, pauses, approvals);
        var (who, bare) = (await me, Bare(context));
        return bare with
        {
            Person = context.User.FindFirstValue(SessionClaims.Person) ?? context.User.Identity?.Name,
            Scopes = [.. context.User.FindAll("scope").Select(scope => scope.Value)],
            Environment = who?.Environment ?? bare.Environment,
            Role = who?.Role,
            SessionEnds = who?.Session is { } session ? new[] { session.IdleUntil, session.EndsAt }.Min() : null,
            IsLastEnd = who?.Session is { } last && last.EndsAt <= last.IdleUntil,
            Attention = await attention,
            Approvals = await approvals,
            Pauses = await pauses,
            Done = Sentences.Done(context.Request.Query["done"]),
        };
    }

    /// <summary>How many payouts need a person, up to 25; <see langword="null"/> when the API does not say.</summary>
    public static Task<string?> AttentionAsync(PayoutsClient api, CancellationToken cancellation) =>
        CountAsync(api, new PayoutFilter { NeedsAttention = true, Limit = MostCounted }, cancellation);

    private static Task<string?> ApprovalsAsync(PayoutsClient api, CancellationToken cancellation) =>
        CountAsync(api, new PayoutFilter { Detail = PayoutDetail.AwaitingApproval, IsDecidable = true, Limit = MostCounted }, cancellation);

    private static async Task<string?> CountAsync(PayoutsClient api, PayoutFilter filter, CancellationToken cancellation)
    {
        var page = await api.PageAsync(filter, cancellationToken: cancellation).OrUnknownAsync();
        return page is null ? null : page.HasMore ? $"{MostCounted}+" : $"{page.Data.Count}";
    }
}
