namespace Payouts.Gateway.Problems;

/// <summary>An entry of an address book that another address looks like.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Masked">The ends of its address: enough to recognise it, too little to copy it.</param>
internal sealed record SimilarAddress(string Id, string Label, string Masked);
