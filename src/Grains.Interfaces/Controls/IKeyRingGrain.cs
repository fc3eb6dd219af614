using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Controls;

/// <summary>
/// The keys under which gateways seal cookies and forms, so that each reads what another wrote. One document; the key
/// is <see cref="Only"/>.
/// </summary>
[GrainInterfaceType("Payouts.IKeyRingGrain")]
[Alias("payouts.IKeyRingGrain")]
public interface IKeyRingGrain : IGrainWithStringKey
{
    /// <summary>The grain's key.</summary>
    const string Only = "key-ring";

    /// <summary>The keys, oldest first, each an XML element of ASP.NET Core's data protection. Secret.</summary>
    [Alias("Read")]
    Task<ImmutableArray<string>> Read();

    /// <summary>Keeps one more. Repeating it changes nothing.</summary>
    /// <param name="key">An XML element.</param>
    /// <returns>All keys.</returns>
    [Alias("Add")]
    Task<ImmutableArray<string>> Add(string key);
}
