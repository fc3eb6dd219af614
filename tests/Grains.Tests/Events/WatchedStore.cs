using System.Collections.Concurrent;
using System.Reflection;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Events;

/// <summary>A store whose calls are counted, and can be answered by a test instead.</summary>
public class WatchedStore : DispatchProxy
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<object?[], object?>> _instead = new(StringComparer.Ordinal);
    private IPayoutStore? _inner;

    /// <summary>Puts one before another.</summary>
    public static (IPayoutStore Store, WatchedStore Watch) Over(IPayoutStore inner)
    {
        var store = Create<IPayoutStore, WatchedStore>();
        var watch = (WatchedStore)(object)store;
        watch._inner = inner;
        return (store, watch);
    }

    /// <summary>How often a method was called.</summary>
    public int Calls(string method) => _calls.GetValueOrDefault(method);

    /// <summary>Answers a method from now on; where it gives <see langword="null"/>, the store answers.</summary>
    public void Answer(string method, Func<object?[], object?> answer) => _instead[method] = answer;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _calls.AddOrUpdate(targetMethod!.Name, 1, (_, count) => count + 1);
        return (_instead.TryGetValue(targetMethod.Name, out var instead) ? instead(args!) : null) ?? targetMethod.Invoke(_inner, args);
    }
}
