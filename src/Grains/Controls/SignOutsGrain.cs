using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Controls;

/// <summary>What <see cref="SignOutsGrain"/> keeps.</summary>
/// <param name="Times">By person.</param>
[Document("sign-outs", format: 1)]
public sealed record SignOutTimes(ImmutableSortedDictionary<string, DateTimeOffset> Times);

/// <inheritdoc cref="ISignOutsGrain"/>
public sealed class SignOutsGrain([FromKeyedServices(Document.Storage)] IGrainStorage storage) : Grain, ISignOutsGrain
{
    private static readonly ImmutableSortedDictionary<string, DateTimeOffset> None = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    private Document<SignOutTimes> SignOuts => field ??= new Document<SignOutTimes>(this, storage);

    /// <inheritdoc/>
    /// <remarks>From the database: an activation that was given up and does not know it would go on telling what was.</remarks>
    public async Task<ImmutableSortedDictionary<string, DateTimeOffset>> Read() => (await SignOuts.ReadAsync())?.Times ?? None;

    /// <inheritdoc/>
    public async Task<DateTimeOffset> SignOut(string person, DateTimeOffset at)
    {
        var times = await Read();
        if (times.TryGetValue(person, out var last) && last >= at)
        {
            return last;
        }

        var kept = times.Where(signOut => at - signOut.Value < ISignOutsGrain.Kept);
        await SignOuts.WriteAsync(new(None.AddRange(kept).SetItem(person, at)));
        return at;
    }
}
