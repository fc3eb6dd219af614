namespace Payouts.Grains.Documents;

/// <summary>
/// A document that is sealed when it is written, so that one that somebody else wrote is told apart (docs/adr/0039,
/// "Control documents"). The storage makes the seal; it is the document's last member.
/// </summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface ISealed<TSelf>
{
    /// <summary>The seal; <see langword="null"/> if a release wrote it that made none.</summary>
    string? Seal { get; }

    /// <summary>The same with another seal.</summary>
    TSelf WithSeal(string? seal);
}
