using Payouts.Addresses;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Tests.Answers;

/// <content>The address book of the client that is the grain's key.</content>
internal sealed partial class ScriptedGrain : IAddressBookGrain
{
    private List<BookEntry> OfBook => cluster.Books.TryGetValue(key, out var entries) ? entries : cluster.Books[key] = [];

    /// <summary>The label "full" finds the book full; "similar" finds what is there similar.</summary>
    public Task<BookAnswer> Add(AddAddress command)
    {
        var at = GoldenGateway.Now;
        var id = AddressId.Of(key, command.Network, command.Address, command.Memo);
        return Task.FromResult(OfBook.Find(entry => entry.Id == id) switch
        {
            _ when command.Label == "full" => new BookAnswer(BookVerdict.Full, at),
            _ when command is { Label: "similar", AcknowledgeSimilar: false } => new(BookVerdict.Similar, at, SimilarTo: [.. OfBook]),
            { Revoked: null } there => new(there.Asset == command.Asset ? BookVerdict.Done : BookVerdict.OtherAsset, at, there),
            var before => new(BookVerdict.Added, at, Kept(new(
                id, command.Network, command.Address, command.Label, command.By, at, at.AddDays(1), command.Makers, [], command.Asset, command.Memo, Version: (before?.Version ?? 0) + 1))),
        });
    }

    public Task<BookAnswer> Activate(ActivateAddress command) => Changed(command.Id, entry => entry switch
    {
        { Revoked: not null } => new(BookVerdict.Revoked, GoldenGateway.Now, entry),
        _ when entry.Makers.Contains(command.Person) => new(BookVerdict.SelfApproval, GoldenGateway.Now, entry),
        _ when !command.Versions.IsDefault && !command.Versions.Contains(entry.Version) => new(BookVerdict.VersionMismatch, GoldenGateway.Now, entry),
        _ => new(BookVerdict.Done, GoldenGateway.Now, Kept(entry with { ActiveAt = GoldenGateway.Now, Activated = new(GoldenGateway.Now, command.Person), Version = entry.Version + 1 })),
    });

    public Task<BookAnswer> Revoke(RevokeAddress command) => Changed(command.Id, entry => new(BookVerdict.Done, GoldenGateway.Now, entry.Revoked is not null
        ? entry
        : Kept(entry with { Revoked = new Revocation(GoldenGateway.Now, command.Reason, command.By.Person, command.By.Key), Version = entry.Version + 1 })));

    public Task<BookAnswer> Find(string id) => Changed(id, entry => new(BookVerdict.Done, GoldenGateway.Now, entry));

    public Task<BookPage> List(BookQuery query)
    {
        var found = OfBook.Where(entry => (query.Status ?? entry.StatusAt(GoldenGateway.Now)) == entry.StatusAt(GoldenGateway.Now) && (query.Network ?? entry.Network) == entry.Network);
        var rest = query.After is { } after ? found.SkipWhile(entry => entry.Id != after.Id).Skip(1) : found;
        return Task.FromResult(new BookPage([.. rest.Take(query.Limit)], rest.Skip(query.Limit).Any(), GoldenGateway.Now));
    }

    public Task<AddressStanding> Standing(string id, string shape, string asset)
    {
        var entry = OfBook.Find(entry => entry.Id == id && (entry.Asset ?? asset) == asset);
        var alike = OfBook.Where(other => other.Id != id && other.Revoked is null && AddressShape.AreAlike(AddressShape.Of(other.Network, other.Address), shape));
        return Task.FromResult(new AddressStanding(
            entry?.StatusAt(GoldenGateway.Now) ?? AddressStatus.New, entry?.StatusAt(GoldenGateway.Now) == AddressStatus.Active ? [] : [.. alike.Select(other => other.Id)]));
    }

    private Task<BookAnswer> Changed(string id, Func<BookEntry, BookAnswer> change) =>
        Task.FromResult(OfBook.Find(entry => entry.Id == id) is { } found ? change(found) : new BookAnswer(BookVerdict.NotFound, GoldenGateway.Now));

    private BookEntry Kept(BookEntry entry)
    {
        cluster.Books[key] = [entry, .. OfBook.Where(other => other.Id != entry.Id)];
        return entry;
    }
}
