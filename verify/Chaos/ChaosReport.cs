using System.Text.Json;
using System.Text.Json.Serialization;

namespace Payouts.Chaos;

/// <summary>What a run came to; one line of JSON.</summary>
public sealed record ChaosReport
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    /// <summary>Of the options.</summary>
    public required int Seed { get; init; }

    /// <summary>Of the options.</summary>
    public required ChaosStorage Storage { get; init; }

    /// <summary>Payouts that clients asked for.</summary>
    public required int Asked { get; init; }

    /// <summary>Payouts that a client was told 200 or 201 of.</summary>
    public required int Accepted { get; init; }

    /// <summary>The others: a limit had no room for them, to the end.</summary>
    public required int Refused { get; init; }

    /// <summary>Of those accepted, confirmed in our storage and paid at Heleket.</summary>
    public required int Confirmed { get; init; }

    /// <summary>Of those accepted, cancelled in our storage, as a client or a person was told, and unknown to Heleket.</summary>
    public required int Cancelled { get; init; }

    /// <summary>Of those cancelled, rejected by a person.</summary>
    public required int Rejected { get; init; }

    /// <summary>At Heleket, and persons had to approve them.</summary>
    public required int SentWithApproval { get; init; }

    /// <summary>Waited for a limit's room until clients cancelled them in the end.</summary>
    public required int WaitedForRoom { get; init; }

    /// <summary>Accepted, and neither confirmed nor cancelled.</summary>
    public required int Lost { get; init; }

    /// <summary>At Heleket more than once, with another amount, under a wallet that paid another sum, or without a payout of ours; or ours that nobody was told of.</summary>
    public required int Doubled { get; init; }

    /// <summary>Payouts that a client was shown beyond the version that is stored, or at another end.</summary>
    public required int Regressed { get; init; }

    /// <summary>Payouts whose recorded creates, cancels and reads cannot have happened one after another, or for which the search was given up.</summary>
    public required int NotLinearizable { get; init; }

    /// <summary>Statistics, of all and of each client, that differ from a recount at rest.</summary>
    public required int WrongStatistics { get; init; }

    /// <summary>
    /// Payouts whose events, as a client followed them all the time, are not each change once, in the order of versions, up to what is stored.
    /// </summary>
    public required int WrongEvents { get; init; }

    /// <summary>Pauses that people set and lifted.</summary>
    public required int Pauses { get; init; }

    /// <summary>Payouts that waited for them, each counted when it was to be lifted.</summary>
    public required long HeldBack { get; init; }

    /// <summary>Payouts that came to Heleket while a pause of them held everywhere.</summary>
    public required int SentWhilePaused { get; init; }

    /// <summary>Payouts at Heleket without the persons' approvals that they need, or shown with another need than the policy's.</summary>
    public required int WrongApprovals { get; init; }

    /// <summary>Limits of which more came to Heleket within a window than the cap, and orders that were refused without a limit that refuses.</summary>
    public required int OverLimits { get; init; }

    /// <summary>Limits of which other than what came to Heleket within the window is used at rest.</summary>
    public required int WrongUsage { get; init; }

    /// <summary>What limits say of themselves at the end.</summary>
    public required LimitHolds LimitHolds { get; init; }

    /// <summary>Seconds after <see cref="Duration"/> until limits said what they have to.</summary>
    public required double SettledFor { get; init; }

    /// <summary>Events that client was shown.</summary>
    public required int Events { get; init; }

    /// <summary>Answers that no client may ever see, or none while its gateway was up.</summary>
    public required int WrongAnswers { get; init; }

    /// <summary>Answers by call and status; <c>none</c>: no answer.</summary>
    public required IReadOnlyDictionary<string, SortedDictionary<string, int>> ClientAnswers { get; init; }

    /// <summary>Of single calls, repeats among them.</summary>
    public required Spread CreateMilliseconds { get; init; }

    /// <summary>From a fault to the last create that felt it.</summary>
    public required Spread RecoverySeconds { get; init; }

    /// <summary>Faults that were done, by kind.</summary>
    public required IReadOnlyDictionary<string, int> Faults { get; init; }

    /// <summary>Frozen silos that ended when they woke.</summary>
    public required int FrozenAndEvicted { get; init; }

    /// <summary>Silos that ended though no fault hit them: given up by the others, or unable to start.</summary>
    public required int UnaskedSiloEnds { get; init; }

    /// <summary>Creates that Heleket received in all.</summary>
    public required int HeleketCreates { get; init; }

    /// <summary>Seconds, with the time until all was quiet.</summary>
    public required double Duration { get; init; }

    /// <summary>The first findings in words; not part of the line.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Whether nothing was found.</summary>
    [JsonIgnore]
    public bool IsGood => Accepted + Refused == Asked
        && (Lost, Doubled, Regressed, NotLinearizable, WrongStatistics, WrongEvents, WrongAnswers) == (0, 0, 0, 0, 0, 0, 0)
        && (SentWhilePaused, WrongApprovals, OverLimits, WrongUsage) == (0, 0, 0, 0);

    /// <summary>The line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>Holds of all limits of a run.</summary>
/// <param name="Used">Payouts that count.</param>
/// <param name="Tentative">Of them, those that no row is known to have yet.</param>
/// <param name="Released">Given back, and still remembered.</param>
public sealed record LimitHolds(long Used, int Tentative, int Released);
