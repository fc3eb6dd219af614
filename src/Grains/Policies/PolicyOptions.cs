namespace Payouts.Grains.Policies;

/// <summary>How the policy is changed.</summary>
/// <param name="IsSecondPersonRequired"><c>Controls__SecondPerson</c>: whether who proposes a policy cannot approve it.</param>
/// <param name="Lease">How long a silo may decide by what it read before.</param>
public sealed record PolicyOptions(bool IsSecondPersonRequired, TimeSpan Lease);
