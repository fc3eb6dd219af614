namespace Payouts.Console.Policies;

/// <summary>Who may approve a change of the policy.</summary>
public enum PolicyApproval
{
    /// <summary>Anybody who may administer, except its proposer.</summary>
    ByAnother,

    /// <summary>Its proposer too.</summary>
    ByAnybody,

    /// <summary>Nobody: fewer than two people are known who may administer.</summary>
    ByNobody,
}

/// <summary>Tells who may approve, as it is now. The host registers it.</summary>
public delegate PolicyApproval AskPolicyApproval();
