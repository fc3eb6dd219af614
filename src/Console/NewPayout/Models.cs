using Payouts.Client;

namespace Payouts.Console.NewPayout;

/// <summary>The first question.</summary>
/// <param name="Client">What was typed.</param>
/// <param name="Lately">Clients of the newest payouts.</param>
/// <param name="NotAgain">Why the payout that was to be the pattern is none.</param>
internal sealed record ClientModel(string? Client, IReadOnlyList<string> Lately, string? NotAgain);

/// <summary>The form.</summary>
/// <param name="Form">What is in it.</param>
/// <param name="Rows">Where the client was paid before.</param>
/// <param name="Services">The pairs that can be paid.</param>
internal sealed record NewPayoutModel(NewPayoutForm Form, IReadOnlyList<PaidReceiver> Rows, IReadOnlyList<CatalogService> Services)
{
    /// <summary>Where the form was filled from.</summary>
    public PaidReceiver? Filled { get; init; }

    /// <summary>Why the API refused it.</summary>
    public Problem? Problem { get; init; }

    /// <summary>The form was sent, or may have been, and nobody knows what came of it.</summary>
    public bool MayBeSent { get; init; }

    /// <summary>The payout that this form's key belongs to already.</summary>
    public string? SentAs { get; init; }

    /// <summary>Why the payout that was to be the pattern is none.</summary>
    public string? NotAgain { get; init; }

    /// <summary>What the API said of each field.</summary>
    public ILookup<string, string> Faults => (Problem?.Errors ?? []).ToLookup(error => error.Pointer.TrimStart('/').Split('/')[0], error => error.Detail);

    /// <summary>The page for the same client.</summary>
    public string Self => $"/console/payouts/new?client={Uri.EscapeDataString(Form["client_id"])}";
}

/// <summary>The review.</summary>
/// <param name="Form">What was typed.</param>
/// <param name="Checked">What the API made of it.</param>
/// <param name="Review">What there is to warn of.</param>
internal sealed record ReviewModel(NewPayoutForm Form, Validation Checked, Review Review)
{
    /// <summary>What a person has to tick or type.</summary>
    public SendGate Gate { get; } = SendGate.Of(Checked, Review, Form.Again);

    /// <summary>Whether it was tried to send it without that.</summary>
    public bool WasRefused { get; init; }

    /// <summary>Why it could not be sent.</summary>
    public Problem? Problem { get; init; }

    /// <summary>What is missing, once it was tried.</summary>
    public ILookup<string, string> Missing => (WasRefused ? Gate : new SendGate([], null)).Missing(Form);
}
