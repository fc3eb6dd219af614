using Microsoft.AspNetCore.Components;

namespace Payouts.Console.Shell;

/// <summary>A page: what it shows, and the frame round it.</summary>
/// <typeparam name="TModel">What it shows.</typeparam>
public abstract class Page<TModel> : ComponentBase
{
    /// <summary>The frame.</summary>
    [Parameter, EditorRequired]
    public required Frame Frame { get; set; }

    /// <summary>What it shows.</summary>
    [Parameter, EditorRequired]
    public required TModel Model { get; set; }
}
