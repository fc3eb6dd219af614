using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Controls;

/// <summary>When people were last signed out everywhere. One document; the key is <see cref="Only"/>.</summary>
[GrainInterfaceType("Payouts.ISignOutsGrain")]
[Alias("payouts.ISignOutsGrain")]
public interface ISignOutsGrain : IGrainWithStringKey
{
    /// <summary>The grain's key.</summary>
    const string Only = "sign-outs";

    /// <summary>How long a sign-out is kept: longer than any session lives.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromHours(13);

    /// <summary>The latest sign-out of each person that some session may still be older than.</summary>
    [Alias("Read")]
    Task<ImmutableSortedDictionary<string, DateTimeOffset>> Read();

    /// <summary>Ends all sessions of a person that began until then. A later sign-out is not taken back by an earlier one.</summary>
    /// <param name="person">As in the claims of the person's sessions.</param>
    /// <param name="at">When.</param>
    /// <returns>The person's latest sign-out.</returns>
    [Alias("SignOut")]
    Task<DateTimeOffset> SignOut(string person, DateTimeOffset at);
}
