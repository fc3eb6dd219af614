using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Payouts.Grains.Interfaces.Health;

namespace Payouts.Grains.Health;

/// <summary>Who belongs to the cluster, as this silo and as the cluster's table see it.</summary>
public sealed partial class ClusterMembers(IClusterMembershipService membership, IMembershipTable table, ILocalSiloDetails local, ILogger<ClusterMembers> logger)
{
    /// <summary>Who this silo believes to be alive; asks nobody. It is always among them itself.</summary>
    public IReadOnlyCollection<SiloAddress> Alive =>
    [
        .. membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status is not SiloStatus.Dead)
            .Select(member => member.SiloAddress)
            .Append(local.SiloAddress)
            .Distinct(),
    ];

    /// <summary>
    /// The members by the table, with their times; by this silo's own view, without them, if the table does not answer.
    /// </summary>
    /// <param name="patience">How long the table has.</param>
    /// <param name="clock">Measures it.</param>
    public async Task<IReadOnlyCollection<SiloMember>> ReadAsync(TimeSpan patience, TimeProvider clock)
    {
        try
        {
            var read = await table.ReadAllAsync(CancellationToken.None).WaitAsync(patience, clock);
            return [.. read.Members.Select(row => Member(row.Item1))];
        }
        catch (Exception exception)
        {
            Log.NoTable(logger, exception.GetType().Name);
            return [.. membership.CurrentSnapshot.Members.Values.Select(member => new SiloMember(member.SiloAddress, SystemRules.StateOf(member.Status), null, null))];
        }
    }

    private static SiloMember Member(MembershipEntry entry) =>
        new(entry.SiloAddress, SystemRules.StateOf(entry.Status), Utc(entry.StartTime), Utc(entry.IAmAliveTime));

    // Orleans' times are UTC, and not every table says so.
    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Asked how the system is, the cluster's table did not answer: {Error}")]
        public static partial void NoTable(ILogger logger, string error);
    }
}
