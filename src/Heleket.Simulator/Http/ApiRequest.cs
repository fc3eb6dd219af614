namespace Heleket.Simulator.Http;

/// <summary>A correctly signed call.</summary>
/// <param name="Form">The parsed body.</param>
/// <param name="Cursor">The cursor in the query, for the list.</param>
/// <param name="Code">The currency in the path, for the rates.</param>
internal sealed record ApiRequest(Form Form, string? Cursor = null, string? Code = null)
{
    /// <summary>The member to store wrongly, for a create with that fault.</summary>
    public string? WrongEcho { get; init; }

    /// <summary>The form in which the payout's address is shown from now on, for a call with that fault.</summary>
    public string? ShownAddress { get; init; }
}
