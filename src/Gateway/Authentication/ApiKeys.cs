using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Authentication;

/// <summary>The keys of the configuration, and those made at run time as a silo last told them (docs/adr/0030).</summary>
internal sealed class ApiKeys(ImmutableArray<ApiKey> configured, TimeProvider time)
{
    /// <summary>The key in Development when none is configured.</summary>
    public const string DevelopmentKey = "dev";

    /// <summary>How long keys made at run time are believed when no silo answers.</summary>
    public static readonly TimeSpan MostSilence = TimeSpan.FromSeconds(30);

    private readonly Lock _accepting = new();
    private volatile ServiceKeys? _made;
    private long _askedAt;

    /// <summary>The keys of the configuration, revoked or not.</summary>
    public ImmutableArray<ApiKey> Configured => configured;

    /// <summary>
    /// The version of the keys that are known; <see langword="null"/> if none are, or if no silo has answered for
    /// <see cref="MostSilence"/>.
    /// </summary>
    public int? KnownVersion => Known?.Version;

    /// <summary>
    /// Whether a silo has told the keys since the start. Until then nobody knows which configured ones were revoked, and
    /// none is let in.
    /// </summary>
    public bool AreTold => _made is not null;

    private ServiceKeys? Known => _made is { } made && time.GetElapsedTime(Interlocked.Read(ref _askedAt)) < MostSilence ? made : null;

    /// <summary>Takes what a silo answers, unless it knows less than is known already.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="askedAt">A timestamp from before the question.</param>
    public void Accept(KeysAnswer answer, long askedAt)
    {
        lock (_accepting)
        {
            if (answer.Version < KnownVersion || (answer.Table is null && answer.Version != KnownVersion))
            {
                return;
            }

            if (answer.Table is { } table && table.Version != KnownVersion)
            {
                _made = new ServiceKeys(table, configured, _made);
            }

            Interlocked.Exchange(ref _askedAt, askedAt);
        }
    }

    /// <summary>
    /// Finds the key of what was presented, if it works now. Among configured keys in constant time: how much of a wrong
    /// key is right makes no difference.
    /// </summary>
    public ApiKey? Find(string presented)
    {
        var hash = Hash(presented);

        // A revocation that was seen once holds, however long no silo has answered.
        return ConfiguredOf(hash) is { } found ? _made?.IsRevoked(found.Name) == false ? found : null
            : ServiceSecret.TryReadId(presented, out var id) ? Known?.Find(id, hash, time.GetUtcNow())
            : null;
    }

    /// <summary>Whether that may be a key, and it is not known now whether it is one that works.</summary>
    public bool IsUnknown(string presented) => ServiceSecret.TryReadId(presented, out _) ? Known is null : !AreTold && ConfiguredOf(Hash(presented)) is not null;

    /// <summary>
    /// The key of a person with that name, unless it is known to be revoked: what a session of it may do is what it may
    /// do.
    /// </summary>
    public ApiKey? OfPerson(string name) =>
        configured.FirstOrDefault(key => key.Name == name && key.Person is not null && _made?.IsRevoked(name) != true);

    /// <summary>
    /// The persons who count as making what a caller makes, and so may not approve it: himself, or all who saw a secret of
    /// the key that belongs to nobody.
    /// </summary>
    public ImmutableArray<string> MakersOf(Caller caller) =>
        caller.Person is { } person ? [person]
        : caller.Key is { } key && _made is { } made ? made.ShownTo(key)
        : [];

    /// <summary>What payouts made with a key say of it: the id of one made at run time, else its name.</summary>
    public string IdOf(string idOrName) => _made?.IdOf(idOrName) ?? idOrName;

    /// <summary>The last use through this gateway of every key that was used after that time, by id.</summary>
    public ImmutableDictionary<string, DateTimeOffset> UsedAfter(DateTimeOffset moment) => configured.Concat(_made?.All ?? [])
        .Where(key => key.Use.At > moment)
        .ToImmutableDictionary(key => key.Id, key => key.Use.At!.Value, StringComparer.Ordinal);

    /// <summary>A secret that all gateways with the same configuration share. It reveals nothing about the keys.</summary>
    public byte[] SharedSecret() =>
        SHA256.HashData([.. configured.OrderBy(key => key.Name, StringComparer.Ordinal).SelectMany(key => key.Sha256)]);

    /// <summary>The hash by which a key is known.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private ApiKey? ConfiguredOf(ReadOnlySpan<byte> hash)
    {
        ApiKey? found = null;
        foreach (var key in configured)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, key.Sha256.AsSpan()) ? key : found;
        }

        return found;
    }
}
