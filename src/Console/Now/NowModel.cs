namespace Payouts.Console.Now;

/// <summary>How things are.</summary>
public sealed record NowModel;
