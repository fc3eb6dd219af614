using System.Net;
using System.Net.Sockets;

namespace Payouts.Gateway.Sessions;

/// <summary>Counts the failed sign-ins of an address, so that keys cannot be tried out.</summary>
internal sealed class SignInLimiter(TimeProvider time)
{
    /// <summary>How many may fail within <see cref="Window"/> of the first.</summary>
    public const int MostFailures = 10;

    /// <summary>How long a failure counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // An attacker with more addresses than this shares what is left with all other newcomers.
    private const int MostAddresses = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, (long Since, int Failures)> _failures = [];

    /// <summary>
    /// Counts an attempt, as if it had failed: of several at once none may slip through. Returns whether it may be made.
    /// </summary>
    /// <param name="from">Where it comes from; <see langword="null"/> if that is unknown.</param>
    public bool TryBegin(IPAddress? from)
    {
        lock (_gate)
        {
            var counted = CountedAs(from);
            var (since, failures) = _failures.GetValueOrDefault(counted, (time.GetTimestamp(), 0));
            if (failures >= MostFailures)
            {
                return false;
            }

            _failures[counted] = (since, failures + 1);
            return true;
        }
    }

    /// <summary>Takes back an attempt that did not fail.</summary>
    public void Succeeded(IPAddress? from)
    {
        lock (_gate)
        {
            var counted = CountedAs(from);
            if (_failures.TryGetValue(counted, out var count))
            {
                _failures[counted] = count with { Failures = Math.Max(count.Failures - 1, 0) };
            }
        }
    }

    private IPAddress CountedAs(IPAddress? from)
    {
        var address = Network(from ?? IPAddress.None);
        if (_failures.TryGetValue(address, out var count) && time.GetElapsedTime(count.Since) >= Window)
        {
            _failures.Remove(address);
        }

        if (_failures.Count >= MostAddresses && !_failures.ContainsKey(address))
        {
            foreach (var old in _failures.Where(entry => time.GetElapsedTime(entry.Value.Since) >= Window).Select(entry => entry.Key).ToList())
            {
                _failures.Remove(old);
            }
        }

        return _failures.Count < MostAddresses || _failures.ContainsKey(address) ? address : IPAddress.None;
    }

    /// <summary>Whoever has one address of IPv6 has 2^64 of them.</summary>
    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
