using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.AddressBook;
using Payouts.Grains.Interfaces.Audit;

namespace Payouts.Grains.AddressBook;

/// <summary>How long an address that is added is not active yet, by the policy in force.</summary>
/// <exception cref="OrleansException">It is not known now.</exception>
public delegate TimeSpan CoolingOff();

/// <inheritdoc cref="IAddressBookGrain"/>
/// <remarks>
/// An activation that was given up and does not know it could go on telling of an address that it is active, after it was
/// revoked elsewhere. So what is in memory counts for <see cref="Trusted"/> by the stopwatch, from before the database was
/// asked; then its version is asked for first.
/// </remarks>
[GrainType("address-book")]
internal sealed partial class AddressBookGrain(
    [FromKeyedServices(Document.Storage)] IGrainStorage storage, DocumentVersions versions, CoolingOff coolingOff, TimeProvider clock, ILogger<AddressBookGrain> logger)
    : Grain, IAddressBookGrain
{
    /// <summary>How long what was read or written is answered from memory.</summary>
    public static readonly TimeSpan Trusted = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(3);
    private static readonly string Kind = DocumentAttribute.Of(typeof(BookState)).Kind;

    private Book? _book;
    private long _trustedSince;
    private Task? _asking;

    private Document<BookState> Stored => field ??= new Document<BookState>(this, storage);

    private AuditOutbox Outbox => field ??= new AuditOutbox(this, GrainFactory, logger, () => Stored.State?.Unlogged);

    private string ClientId => field ??= this.GetPrimaryKeyString();

    private DateTimeOffset Now => WholeMilliseconds.Floor(clock.GetUtcNow());

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var asked = clock.GetTimestamp();
        await Stored.ReadAsync();
        _trustedSince = asked;
        Outbox.Begin();
    }

    /// <inheritdoc/>
    public Task<BookAnswer> Add(AddAddress command) => ChangeAsync("added", command.By, null, (book, now) => BookRules.Add(book, command, now, coolingOff()));

    /// <inheritdoc/>
    public Task<BookAnswer> Activate(ActivateAddress command) => ChangeAsync("activated", new(command.Person), null, (book, now) => BookRules.Activate(book, command, now));

    /// <inheritdoc/>
    public Task<BookAnswer> Revoke(RevokeAddress command) => ChangeAsync("revoked", command.By, command.Reason, (book, now) => BookRules.Revoke(book, command, now));

    /// <inheritdoc/>
    public async Task<BookAnswer> Find(string id)
    {
        var entry = (await BookAsync()).Find(id);
        return new(entry is null ? BookVerdict.NotFound : BookVerdict.Done, Now, entry);
    }

    /// <inheritdoc/>
    public async Task<BookPage> List(BookQuery query) => BookRules.List(await BookAsync(), query, Now);

    /// <inheritdoc/>
    public async Task<AddressStanding> Standing(string id, string shape, string asset) => BookRules.Standing(await BookAsync(), id, shape, asset, Now);

    private async Task<BookAnswer> ChangeAsync(string change, Caller by, string? reason, Func<Book, DateTimeOffset, BookDecision> rule)
    {
        // Not from memory, however fresh: an activation that was given up would answer that what was added again is revoked.
        await AskAsync();
        var book = await BookAsync();
        var (answer, next) = rule(book, Now);
        if (next is not null)
        {
            var asked = clock.GetTimestamp();
            var entry = answer.Entry!;
            var draft = AuditDrafts.Of(
                FormattableString.Invariant($"addresses/{ClientId}/{Stored.Version + 1}"), Now, AuditOrigin.Of(by), $"address.{change}", entry.Id, book.Find(entry.Id), entry, reason);
            await Stored.WriteAsync(next with { Unlogged = Outbox.With(draft) });
            _trustedSince = Math.Max(_trustedSince, asked);
            Log.Changed(logger, entry.Id, change, ClientId, Stored.Version);
            await Outbox.LogAsync(isTightening: change == "revoked");
        }

        return answer;
    }

    /// <summary>The book, after a look at the database if what is in memory is too old to be answered from.</summary>
    private async Task<Book> BookAsync()
    {
        while (clock.GetElapsedTime(_trustedSince) > Trusted)
        {
            // One question answers all who wait. It may be answered at once: then nobody does.
            var asking = _asking ?? AskAsync();
            _asking = asking.IsCompleted ? null : asking;
            await asking;
        }

        var state = Stored.State ?? BookState.Empty;
        return _book is { } book && ReferenceEquals(book.State, state) ? book : _book = new Book(ClientId, state);
    }

    private async Task AskAsync()
    {
        var asked = clock.GetTimestamp();
        try
        {
            using var timeout = new CancellationTokenSource(AskTimeout, clock);
            var version = await versions.ReadAsync(Kind, ClientId, timeout.Token);
            if (version != Stored.Version)
            {
                await Stored.ReadAsync().WaitAsync(timeout.Token);
            }

            // A read that was given up may have come to its end meanwhile, and knows of less.
            if (Stored.Version < version)
            {
                throw new OrleansException("The address book was read, but not as it is now.");
            }

            _trustedSince = Math.Max(_trustedSince, asked);
        }
        catch (OperationCanceledException exception)
        {
            throw new OrleansException("The address book could not be read in time.", exception);
        }
        finally
        {
            _asking = null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Address {Id} of {Client} was {Change}; the book is at version {Version}")]
        public static partial void Changed(ILogger logger, string id, string change, string client, int version);
    }
}
