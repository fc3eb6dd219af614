using Microsoft.AspNetCore.Authentication;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Audit;

namespace Payouts.Gateway.Sessions;

/// <summary>Begins sessions: each is in the control log before the browser has its cookie (docs/adr/0039).</summary>
internal static class SignInLog
{
    /// <summary>Logs who signs in, and gives the browser its cookie.</summary>
    /// <exception cref="ClusterUnavailableException">The cluster does not answer: nobody signs in unseen.</exception>
    public static async Task BeginAsync(HttpContext http, Session session)
    {
        var actor = new AuditActor(session.Person, session.Key, "session", http.Connection.RemoteIpAddress?.ToString());
        var way = $"\"{session.Way.ToString().ToLowerInvariant()}\"";
        var draft = new AuditDraft($"sign-in/{Nonces.Next()}", WholeMilliseconds.Floor(session.Since), actor, "sign-in.begun", session.Person, [new("/way", null, way)]);
        await http.RequestServices.GetRequiredService<GrainCalls>().RunAsync(
            factory => factory.GetGrain<IAuditGrain>(IAuditGrain.Key).Append(draft), http.RequestAborted);
        await http.SignInAsync(SessionScheme.Name, session.ToPrincipal());
    }
}
