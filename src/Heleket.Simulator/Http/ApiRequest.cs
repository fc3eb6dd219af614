namespace Heleket.Simulator.Http;

/// <summary>A call whose signature was right.</summary>
/// <param name="Form">Its body.</param>
/// <param name="Cursor">The query's cursor, of the list.</param>
/// <param name="Code">The path's currency, of the rates.</param>
internal sealed record ApiRequest(Form Form, string? Cursor = null, string? Code = null)
{
    /// <summary>The member to be stored wrong, of a create with that fault.</summary>
    public string? WrongEcho { get; init; }

    /// <summary>How the payout's address is to be shown from now on, of a call with that fault.</summary>
    public string? ShownAddress { get; init; }
}
