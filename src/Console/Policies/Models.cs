using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Payouts.Client;

namespace Payouts.Console.Policies;

/// <summary>The policy in force, with what waits and what was.</summary>
/// <param name="Policy">It.</param>
/// <param name="Proposals">Those that are kept.</param>
/// <param name="Versions">Those that are kept.</param>
public sealed record PolicyModel(Policy Policy, IReadOnlyList<Proposal> Proposals, IReadOnlyList<PolicyVersion> Versions);

/// <summary>A proposal, and whether somebody is about to decide on it.</summary>
/// <param name="Proposal">It.</param>
/// <param name="Refusal">Why the decision was not taken.</param>
/// <param name="Reason">What was typed.</param>
public sealed record ProposalModel(Proposal Proposal, PayoutsException? Refusal = null, string Reason = "")
{
    /// <summary>Whether it may still be decided on.</summary>
    public bool IsOpen => Proposal.Status == ProposalStatus.Proposed;

    /// <summary>Whether the person is the proposer, who cannot approve it.</summary>
    public bool IsBy(string? person) => person is not null && string.Equals(person.Trim(), Proposal.ProposedBy.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>A change that is to be proposed.</summary>
/// <param name="Form">What was typed.</param>
/// <param name="Refusal">Why it was not proposed.</param>
/// <param name="IsNoJson">It is no JSON, so nobody was asked.</param>
public sealed record ProposeModel(ProposeForm Form, PayoutsException? Refusal = null, bool IsNoJson = false);

/// <summary>The form of a change.</summary>
/// <param name="Json">The policy.</param>
/// <param name="Note">Why.</param>
/// <param name="Version">The version that was in force when the form was opened.</param>
public sealed record ProposeForm(string Json, string Note, long Version)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The policy in force, to be altered.</summary>
    public static ProposeForm Of(Policy policy) => new(JsonNode.Parse(policy.Json)!.ToJsonString(Indented), "", policy.Version ?? 0);

    /// <summary>Reads the form; a version that is no number matches nothing.</summary>
    public static ProposeForm Read(IFormCollection form) => new(
        form["policy"].ToString(), form["note"].ToString(), long.TryParse(form["version"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1);
}

/// <summary>A payout that is tried against a policy.</summary>
/// <param name="Form">What was typed.</param>
/// <param name="Check">What would become of it; <see langword="null"/> before it was asked.</param>
/// <param name="Refusal">Why there is no answer.</param>
public sealed record TryModel(TryForm Form, PolicyCheck? Check = null, PayoutsException? Refusal = null);

/// <summary>The form of such a payout.</summary>
/// <param name="Fields">As typed, by name.</param>
public sealed record TryForm(IReadOnlyDictionary<string, string> Fields)
{
    private static readonly string[] Names = ["client_id", "asset", "network", "amount", "wallet_address", "origin", "proposal", "person", "key", "at"];

    /// <summary>What was typed in a field.</summary>
    public string this[string name] => Fields.GetValueOrDefault(name, "");

    /// <summary>Nothing typed.</summary>
    /// <param name="proposal">The proposal that it is tried against.</param>
    public static TryForm Empty(string? proposal) => new(new Dictionary<string, string> { ["proposal"] = proposal ?? "" });

    /// <summary>Reads the form.</summary>
    public static TryForm Read(IFormCollection form) => new(Names.ToDictionary(name => name, name => form[name].ToString().Trim()));

    /// <summary>Whether a field that is no text can be read.</summary>
    public bool IsReadable(string name) => name switch
    {
        "amount" => TryAmount(out _),
        "at" => this["at"].Length == 0 || At() is not null,
        _ => true,
    };

    /// <summary>The payout; <see langword="null"/> if its amount or its time is none.</summary>
    public PayoutRequest? Request() => TryAmount(out var amount) && IsReadable("at")
        ? new()
        {
            ClientId = this["client_id"],
            Asset = this["asset"],
            Network = this["network"],
            Amount = amount,
            WalletAddress = this["wallet_address"],
            Origin = this["origin"].Length == 0 ? null : new PayoutOrigin(this["origin"]),
        }
        : null;

    /// <summary>Who makes it, when, and by which policy it is judged.</summary>
    public PolicySupposition Supposing() => new()
    {
        IsOther = this["person"].Length > 0 || this["key"].Length > 0,
        Person = this["person"].Length > 0 ? this["person"] : null,
        Key = this["key"].Length > 0 ? this["key"] : null,
        At = At(),
        Proposal = this["proposal"].Length > 0 ? this["proposal"] : null,
    };

    private bool TryAmount(out decimal amount) => decimal.TryParse(this["amount"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount);

    private DateTimeOffset? At() => DateTimeOffset.TryParse(this["at"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
