using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Payouts.Client;

/// <summary>What the service says about a call that failed (RFC 9457). From something before it, a proxy for example, the status is all there is.</summary>
public sealed record Problem
{
    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What went wrong, for programs; <see langword="null"/> if the service did not say it.</summary>
    public ProblemCode? Code { get; init; }

    /// <summary>The same for every occurrence.</summary>
    public string? Title { get; init; }

    /// <summary>Of this occurrence.</summary>
    public string? Detail { get; init; }

    /// <summary>The path of a page of the service that explains it.</summary>
    public string? Type { get; init; }

    /// <summary>The path that was called.</summary>
    public string? Instance { get; init; }

    /// <summary>Finds the call in the service's log.</summary>
    public string? TraceId { get; init; }

    /// <summary>Every error of a request that is not valid.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>The fields in which the request differs from the one that the key was used for.</summary>
    public IReadOnlyList<string> Differs { get; init; } = [];

    /// <summary>The cursor to where the events begin that are kept.</summary>
    public string? Oldest { get; init; }

    /// <summary><c>stale</c> when the service is not ready because it could not read lately what is paused.</summary>
    public string? Controls { get; init; }

    /// <summary>The entries of the address book that the address looks like.</summary>
    public IReadOnlyList<SimilarAddress> SimilarTo { get; init; } = [];

    /// <summary>What the address book says of the address.</summary>
    public AddressStatus? Standing { get; init; }

    /// <summary>Where the payout is that does not wait for people.</summary>
    public PayoutStatus? PayoutStatus { get; init; }

    /// <summary>Its detail; <see langword="null"/> if it is final.</summary>
    public PayoutDetail? PayoutDetail { get; init; }

    /// <summary>A role that an approval still needs.</summary>
    public string? Role { get; init; }

    /// <summary>The rule that refuses a payout; <see langword="null"/>: the policy's default.</summary>
    public string? Rule { get; init; }

    /// <summary>The limit that has no room.</summary>
    public string? Limit { get; init; }

    /// <summary>Its window, <c>[d.]hh:mm:ss</c>; <see langword="null"/> where the key may know no more than the name.</summary>
    public string? Window { get; init; }

    /// <summary>When it has room if nothing else comes; <see langword="null"/> beside a window: never.</summary>
    public DateTimeOffset? AvailableAt { get; init; }

    /// <summary>What the payouts are that were to be decided on.</summary>
    public SelectionTotals? Found { get; init; }

    /// <summary>All other members, of newer services for example.</summary>
    public IReadOnlyDictionary<string, JsonElement> Others { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Pointer">A JSON pointer into the body, or <c>/name</c> of a parameter or header.</param>
/// <param name="Detail">What is wrong.</param>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "It is a JSON pointer, and the wire calls it so.")]
public sealed record FieldError(string Pointer, string Detail);
