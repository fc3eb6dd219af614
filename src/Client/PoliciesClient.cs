using System.Text.Json;
using System.Text.Json.Nodes;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>
/// The policy: scope <see cref="Scope.Read"/>. It is changed by two persons with the scope <see cref="Scope.Admin"/>: one proposes, another approves.
/// </summary>
public sealed class PoliciesClient
{
    private readonly Calls _calls;

    internal PoliciesClient(Calls calls) => _calls = calls;

    /// <summary>The policy in force.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<Policy> GetAsync(CancellationToken cancellationToken = default) =>
        _calls.GetAsync(new("policy_get", HttpMethod.Get, "policy") { CanBeRepeated = true }, Reading.Of(PayoutsJson.Default.Policy), cancellationToken);

    /// <summary>How the last 50 versions came into force, the newest first.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<PolicyVersion>> VersionsAsync(CancellationToken cancellationToken = default)
    {
        var call = new Call("policy_versions", HttpMethod.Get, "policy/versions") { CanBeRepeated = true };
        return (await _calls.GetAsync(call, Reading.Of(PayoutsJson.Default.PolicyVersionList), cancellationToken).ConfigureAwait(false)).Data;
    }

    /// <summary>One of them, with its policy.</summary>
    /// <param name="version">Its number.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NotFoundException">There is none, or it is no longer kept.</exception>
    public Task<PolicyVersion> VersionAsync(long version, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(
            new("policy_version", HttpMethod.Get, $"policy/versions/{version.ToString(System.Globalization.CultureInfo.InvariantCulture)}") { CanBeRepeated = true },
            Reading.Of(PayoutsJson.Default.PolicyVersion), cancellationToken);

    /// <summary>The proposals that are kept, the newest first.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Proposal>> ProposalsAsync(CancellationToken cancellationToken = default)
    {
        var call = new Call("proposals_list", HttpMethod.Get, "policy/proposals") { CanBeRepeated = true };
        return (await _calls.GetAsync(call, Reading.Of(PayoutsJson.Default.ProposalList), cancellationToken).ConfigureAwait(false)).Data;
    }

    /// <summary>A proposal, with its policy and what it changes.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NotFoundException">There is none.</exception>
    public Task<Proposal> ProposalAsync(string id, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(new("proposals_get", HttpMethod.Get, $"policy/proposals/{Query.Escape(id)}") { CanBeRepeated = true }, Reading.Of(PayoutsJson.Default.Proposal), cancellationToken);

    /// <summary>Proposes a policy; a person must ask. It is never repeated by itself: that would be a second proposal.</summary>
    /// <param name="policyJson">The policy, a JSON object.</param>
    /// <param name="note">Why, 1 to 500 characters.</param>
    /// <param name="expectedVersion">The <see cref="Policy.Version"/> in force that the caller saw.</param>
    /// <param name="cancellationToken">Ends it; the proposal may exist then.</param>
    /// <exception cref="ArgumentException">The policy is not JSON.</exception>
    /// <exception cref="ValidationFailedException">The policy breaks rules; each error points at one.</exception>
    /// <exception cref="VersionMismatchException">Another one is in force.</exception>
    public Task<Proposal> ProposeAsync(string policyJson, string note, long expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policyJson);
        ArgumentNullException.ThrowIfNull(note);
        var call = new Call("proposals_create", HttpMethod.Post, "policy/proposals") { IfMatch = expectedVersion, Body = BodyOf(policyJson, note) };
        return _calls.GetAsync(call, Reading.Of(PayoutsJson.Default.Proposal), cancellationToken);
    }

    /// <summary>Puts a proposal in force; a person must ask who is not the proposer.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="expectedVersion">The <see cref="Proposal.Version"/> that the caller saw.</param>
    /// <param name="cancellationToken">Ends it; it may be in force then.</param>
    /// <exception cref="ForbiddenException"><see cref="ProblemCode.SelfApproval"/> or <see cref="ProblemCode.PersonRequired"/>.</exception>
    /// <exception cref="PayoutsException"><see cref="ProblemCode.ProposalClosed"/> or <see cref="ProblemCode.ProposalOutdated"/>.</exception>
    public Task<Proposal> ApproveAsync(string id, long expectedVersion, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(
            new("proposals_approve", HttpMethod.Post, $"policy/proposals/{Query.Escape(id)}/approve") { IfMatch = expectedVersion, CanBeRepeated = true },
            Reading.Of(PayoutsJson.Default.Proposal), cancellationToken);

    /// <summary>Rejects a proposal, or withdraws one's own.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="expectedVersion">The <see cref="Proposal.Version"/> that the caller saw.</param>
    /// <param name="reason">Why, up to 500 characters, if one wants to say.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PayoutsException"><see cref="ProblemCode.ProposalClosed"/> or <see cref="ProblemCode.ProposalOutdated"/>.</exception>
    public Task<Proposal> RejectAsync(string id, long expectedVersion, string? reason = null, CancellationToken cancellationToken = default)
    {
        var body = Calls.Body(new RejectionBody(reason), PayoutsJson.Default.RejectionBody);
        return _calls.GetAsync(
            new("proposals_reject", HttpMethod.Post, $"policy/proposals/{Query.Escape(id)}/reject") { IfMatch = expectedVersion, Body = body, CanBeRepeated = true },
            Reading.Of(PayoutsJson.Default.Proposal), cancellationToken);
    }

    /// <summary>How a payout would be judged; nothing is stored.</summary>
    /// <param name="request">The payout.</param>
    /// <param name="supposing">By whom, when, and by which policy; <see langword="null"/>: by the caller, now, by the one in force.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NotFoundException">There is no such proposal.</exception>
    public Task<PolicyCheck> CheckAsync(PayoutRequest request, PolicySupposition? supposing = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = JsonSerializer.SerializeToNode(request, PayoutsJson.Default.PayoutRequest)!.AsObject();
        if (supposing is { IsOther: true })
        {
            body["as"] = JsonSerializer.SerializeToNode(new CheckCallerBody(supposing.Person, supposing.Key), PayoutsJson.Default.CheckCallerBody);
        }

        if (supposing?.At is { } at)
        {
            body["at"] = JsonValue.Create(at);
        }

        var call = new Call("policy_check", HttpMethod.Post, new Query("policy/check").With("proposal", supposing?.Proposal).ToString())
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(body, PayoutsJson.Default.JsonObject),
            CanBeRepeated = true,
        };
        return _calls.GetAsync(call, Reading.Of(PayoutsJson.Default.PolicyCheck), cancellationToken);
    }

    private static ReadOnlyMemory<byte> BodyOf(string policyJson, string note)
    {
        try
        {
            return Calls.Body(new ProposalBody(new(policyJson), note), PayoutsJson.Default.ProposalBody);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException("The policy is not JSON.", nameof(policyJson), exception);
        }
    }
}
