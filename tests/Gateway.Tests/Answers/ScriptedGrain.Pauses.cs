using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Health;

namespace Payouts.Gateway.Tests.Answers;

/// <content>What is paused, and how a silo is that cannot read it.</content>
internal sealed partial class ScriptedGrain : IPausesGrain
{
    public Task<bool> Check() => throw new NotSupportedException("A gateway of this release asks otherwise.");

    Task<HealthReport> IHealthGrain.Read() => cluster.Health is { } started
        ? Task.FromResult(new HealthReport(started, cluster.HasControls ? [.. cluster.Pauses.Pauses.Select(pause => pause.Scope)] : default))
        : Task.FromException<HealthReport>(new IOException("no store"));

    Task<PauseList> IPausesGrain.Read() => AnswerAsync(() => cluster.Pauses);

    public Task<PauseAnswer> Pause(string scope, string reason, Caller by) => AnswerAsync(() =>
    {
        if (cluster.Pauses.Pauses.Length == IPausesGrain.MostPauses)
        {
            return new(PauseVerdict.Full);
        }

        var pause = new Pause(scope, reason, by, GoldenGateway.Now, cluster.Pauses.Version + 1);
        cluster.Pauses = cluster.Pauses with { Version = cluster.Pauses.Version + 1, Pauses = cluster.Pauses.Pauses.Add(pause) };
        return new PauseAnswer(PauseVerdict.Done, pause, GoldenGateway.Now + cluster.Pauses.Lease);
    });

    public Task<PauseAnswer> Lift(string scope, ImmutableArray<long> versions, string reason, Caller by) => AnswerAsync(() => cluster.Pauses.Pauses.FirstOrDefault(pause => pause.Scope == scope) switch
    {
        null => new PauseAnswer(PauseVerdict.NotFound),
        { } pause when !versions.IsDefault && !versions.Contains(pause.Version) && !versions.Contains(cluster.Pauses.Version) => new(PauseVerdict.VersionMismatch, pause),
        { } pause => new(PauseVerdict.Done, pause, GoldenGateway.Now + cluster.Pauses.Lease),
    });

    private Task<T> AnswerAsync<T>(Func<T> answer) => cluster.HasControls ? Task.FromResult(answer()) : Task.FromException<T>(new IOException("no documents"));
}
