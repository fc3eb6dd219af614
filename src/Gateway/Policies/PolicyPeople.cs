using System.Collections.Immutable;
using Payouts.Console.Policies;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Sessions;

namespace Payouts.Gateway.Policies;

/// <summary>Whether the people who are known here can change the policy.</summary>
/// <param name="isSecondRequired"><c>Controls__SecondPerson</c>.</param>
/// <param name="keys">Those of persons.</param>
/// <param name="sessions">Who else signs in.</param>
internal sealed class PolicyPeople(bool isSecondRequired, ApiKeys keys, SessionSettings sessions)
{
    /// <summary>Fewer than two persons may administer, and two are needed.</summary>
    public const string NoSecondAdmin = "no_second_admin";

    /// <summary>One person alone changes the policy, outside of Development.</summary>
    public const string SecondPersonOff = "second_person_off";

    /// <summary>Who may approve what one person proposed, as it is now: keys may be revoked.</summary>
    public PolicyApproval Approval =>
        !isSecondRequired ? PolicyApproval.ByAnybody : Admins < 2 ? PolicyApproval.ByNobody : PolicyApproval.ByAnother;

    /// <summary>What a probe is told; none where all is as it should be.</summary>
    public ImmutableArray<string> Warnings => Approval switch
    {
        PolicyApproval.ByNobody => [NoSecondAdmin],
        PolicyApproval.ByAnybody when !sessions.HasPeople => [SecondPersonOff],
        _ => [],
    };

    /// <summary>What is logged at the start; <see langword="null"/>: nothing.</summary>
    public string? Fact => Approval is PolicyApproval.ByNobody
        ? $"no change of it can be approved: that takes two persons with {Scopes.Admin}, and {Admins} is known"
        : null;

    private int? Admins => Approvers.Count(Scopes.Admin, keys, sessions);
}
