using Microsoft.AspNetCore.Http;
using Payouts.Client;

namespace Payouts.Console.Pauses;

/// <summary>All pauses, and the form of a new one.</summary>
/// <param name="List">The pauses.</param>
/// <param name="Form">What was typed.</param>
/// <param name="Refusal">Why it was not paused.</param>
public sealed record PausesModel(PauseList List, PauseForm Form, PayoutsException? Refusal);

/// <summary>A pause that is to be lifted.</summary>
/// <param name="Pause">It.</param>
/// <param name="Reason">What was typed.</param>
/// <param name="Refusal">Why it was not lifted.</param>
/// <param name="IsWordWrong">What was typed is not the word of what is paused, so nobody was asked.</param>
public sealed record LiftModel(Pause Pause, string Reason, PayoutsException? Refusal, bool IsWordWrong = false);

/// <summary>The form of a pause.</summary>
/// <param name="Kind">A choice of <c>PauseWords.Kinds</c>.</param>
/// <param name="Value">Which one, as typed.</param>
/// <param name="Reason">As typed.</param>
public sealed record PauseForm(string Kind, string Value, string Reason)
{
    /// <summary>Nothing typed: a pause of everything, which is wanted fastest.</summary>
    public static readonly PauseForm Empty = new(All, "", "");

    private const string All = "all";

    /// <summary>What is to be paused, as the API names it.</summary>
    public string Scope => Kind == All ? All : $"{Kind}:{Value}";

    /// <summary>Reads the form.</summary>
    public static PauseForm Read(IFormCollection form) => new(form["kind"].ToString(), form["scope"].ToString().Trim(), form["reason"].ToString());
}
