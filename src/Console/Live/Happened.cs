using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Payouts.Console.Live;

/// <summary>What some hints come to, for each client and for all: made once, however many streams there are.</summary>
internal sealed class Happened
{
    private readonly Dictionary<string, Sum> _byClient = new(StringComparer.Ordinal);
    private Sum _all;

    /// <summary>Sums up.</summary>
    /// <param name="hints">The hints.</param>
    public Happened(ImmutableArray<PayoutHint> hints)
    {
        foreach (ref readonly var hint in hints.AsSpan())
        {
            _all.Add(hint);
            CollectionsMarshal.GetValueRefOrAddDefault(_byClient, hint.ClientId, out _).Add(hint);
        }
    }

    /// <summary>What happened to the payouts of one client, or to any.</summary>
    /// <param name="client">The client; <see langword="null"/>: all.</param>
    public Sum To(string? client) => client is null ? _all : _byClient.GetValueOrDefault(client);

    /// <summary>What happened to some payouts.</summary>
    public struct Sum
    {
        /// <summary>Whether anything did.</summary>
        public bool HasHappened { get; private set; }

        /// <summary>Whether one began, or ceased, to need a person.</summary>
        public bool HasAttention { get; private set; }

        /// <summary>When the first of the new ones was created; <see langword="null"/>: there are none.</summary>
        public DateTimeOffset? CreatedFrom { get; private set; }

        internal void Add(in PayoutHint hint)
        {
            HasHappened = true;
            HasAttention |= hint.What == HintOf.Attention;
            CreatedFrom = hint.What == HintOf.Creation && !(CreatedFrom <= hint.At) ? hint.At : CreatedFrom;
        }
    }
}
