using Payouts.Client;

namespace Payouts.Console.NewPayout;

/// <summary>The first question.</summary>
/// <param name="Client">What was typed.</param>
/// <param name="Lately">Clients of the newest payouts.</param>
/// <param name="NotAgain">Why the payout that was to be the pattern is none.</param>
public sealed record ClientModel(string? Client, IReadOnlyList<string> Lately, string? NotAgain)
{
    /// <summary>How many clients are offered.</summary>
    public const int Shown = 12;
}

/// <summary>What lies round a form.</summary>
/// <param name="Rows">Where the client was paid before.</param>
/// <param name="Services">The pairs that can be paid.</param>
/// <param name="Book">The addresses of the client's book that may be paid to.</param>
public sealed record Surroundings(IReadOnlyList<PaidReceiver> Rows, IReadOnlyList<CatalogService> Services, IReadOnlyList<AddressEntry> Book)
{
    /// <summary>Nothing is known.</summary>
    public static readonly Surroundings None = new([], [], []);
}

/// <summary>The form.</summary>
/// <param name="Form">What is in it.</param>
/// <param name="Around">What lies round it.</param>
public sealed record NewPayoutModel(NewPayoutForm Form, Surroundings Around)
{
    /// <summary>What is restored where a receiver was chosen.</summary>
    public const string AllButReceiver = "key amount reference scheduled_for fee_payer";

    /// <summary>The entry of the book that the form was filled from.</summary>
    public AddressEntry? Entry { get; init; }

    /// <summary>Where the form was filled from.</summary>
    public PaidReceiver? Filled { get; init; }

    /// <summary>Why it did not go on.</summary>
    public PayoutsException? Refusal { get; init; }

    /// <summary>The payout that this form's key belongs to already.</summary>
    public string? SentAs { get; init; }

    /// <summary>Why the payout that was to be the pattern is none.</summary>
    public string? NotAgain { get; init; }

    /// <summary>
    /// The fields that a draft is restored into, with spaces between; null is all. Whoever chose a receiver keeps it, and gets back what else was
    /// typed, above all the key: after an answer that was lost it makes sending again one payout.
    /// </summary>
    public string? Restored { get; init; }

    /// <summary>What the browser keeps what was typed under: one draft a client, and one for each payout whose place is taken, which has a key of its own.</summary>
    public string Draft => $"new-payout {Form["client_id"]}{(Form.Again is { } again ? $" again {again}" : "")}";

    /// <summary>The page for the same client.</summary>
    public string Self => $"/console/payouts/new?client={Uri.EscapeDataString(Form["client_id"])}";
}

/// <summary>The review.</summary>
/// <param name="Form">What was typed.</param>
/// <param name="Checked">What the API made of it.</param>
/// <param name="Review">What there is to warn of.</param>
public sealed record ReviewModel(NewPayoutForm Form, Validation Checked, Review Review)
{
    /// <summary>What a person has to tick or type.</summary>
    public SendGate Gate { get; } = SendGate.Of(Checked, Review, Form.Again);

    /// <summary>Why it may not take the place of the payout that it names; <see langword="null"/> when it may, or names none.</summary>
    public string? NotAgain { get; init; }

    /// <summary>Whether it was tried to send it without that.</summary>
    public bool WasRefused { get; init; }

    /// <summary>Why it could not be sent.</summary>
    public PayoutsException? Refusal { get; init; }

    /// <summary>What is missing, once it was tried.</summary>
    public ILookup<string, string> Missing => (WasRefused ? Gate : new SendGate([], null)).Missing(Form);
}
