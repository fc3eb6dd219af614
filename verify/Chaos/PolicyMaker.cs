using System.Net;
using System.Text.Json.Nodes;

namespace Payouts.Chaos;

/// <summary>Puts the policy of a run in force, as two persons do, before anything is killed.</summary>
internal static class PolicyMaker
{
    /// <summary>Returns when it holds on every silo.</summary>
    /// <exception cref="InvalidOperationException">A call was not answered with success.</exception>
    public static async Task MakeAsync(ControlPlan plan, Clients clients, CancellationToken cancellationToken)
    {
        var proposed = await SendAsync("/policy/proposals", plan.Proposal(), 0, ControlPlan.Admins.Proposer);
        var approved = await SendAsync($"/policy/proposals/{(string)proposed["id"]!}/approve", null, (long)proposed["version"]!, ControlPlan.Admins.Approver);
        if (DateTimeOffset.Parse((string)approved["effective_by"]!) - TimeProvider.System.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, TimeProvider.System, cancellationToken);
        }

        async Task<JsonNode> SendAsync(string path, string? body, long version, string person)
        {
            var (status, text) = await clients.TrySendAsync(HttpMethod.Post, path, body, $"\"{version}\"", 0, cancellationToken, person);
            return status is HttpStatusCode.OK or HttpStatusCode.Created
                ? JsonNode.Parse(text)!
                : throw new InvalidOperationException($"{path} was answered with {status}: {text}");
        }
    }
}
