using Microsoft.AspNetCore.Components;
using Payouts.Client;
using Payouts.Console.Shell;

namespace Payouts.Console.Live;

/// <summary>
/// A row of a list, or the body of a payout's page: rendered into the page at first, and alone when the payout changes.
/// Its element carries <c>data-row</c> with the payout's id, and has no form in it: a form's token is made with a page.
/// </summary>
public abstract class LivePart : ComponentBase
{
    /// <summary>The payout.</summary>
    [Parameter, EditorRequired]
    public required Payout Of { get; set; }

    /// <summary>Who looks at it.</summary>
    [Parameter, EditorRequired]
    public required Frame Frame { get; set; }
}
