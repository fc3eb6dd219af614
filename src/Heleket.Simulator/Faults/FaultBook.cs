namespace Heleket.Simulator.Faults;

/// <summary>The active faults. Guarded by <see cref="SimulatorState.Gate"/>.</summary>
internal sealed class FaultBook(Random random)
{
    private const int Grain = 1_000_000;

    private readonly Dictionary<string, List<Armed>> _byOrder = new(StringComparer.Ordinal);
    private readonly List<Armed> _general = [];

    public void Add(Fault fault)
    {
        fault.Validate();
        if (fault.OrderId is not { } orderId)
        {
            _general.Add(new Armed(fault));
            return;
        }

        if (!_byOrder.TryGetValue(orderId, out var own))
        {
            _byOrder[orderId] = own = [];
        }

        own.Add(new Armed(fault));
    }

    /// <summary>The fault for a call, or <see langword="null"/>. Uses up one of its calls.</summary>
    public Fault? Next(SimulatorOperation operation, string? orderId)
    {
        if (orderId is not null && _byOrder.TryGetValue(orderId, out var own) && Take(own, operation) is { } fault)
        {
            return fault;
        }

        return Take(_general, operation);
    }

    /// <summary>The remaining faults, each with the number of calls it still applies to.</summary>
    public IReadOnlyList<Fault> View() => [.. _general.Concat(_byOrder.Values.SelectMany(own => own)).Select(armed => armed.Fault with { Times = armed.Left })];

    public void Clear()
    {
        _byOrder.Clear();
        _general.Clear();
    }

    private Fault? Take(List<Armed> faults, SimulatorOperation operation)
    {
        for (var i = 0; i < faults.Count; i++)
        {
            var (fault, armed) = (faults[i].Fault, faults[i]);
            if (fault.Operation is not SimulatorOperation.Any && fault.Operation != operation)
            {
                continue;
            }

            if (fault.Probability < 1 && random.Next(Grain) >= fault.Probability * Grain)
            {
                continue;
            }

            if (armed.Left is { } left && (armed.Left = left - 1) == 0)
            {
                faults.RemoveAt(i);
            }

            return fault;
        }

        return null;
    }

    private sealed class Armed(Fault fault)
    {
        public Fault Fault { get; } = fault;

        public int? Left { get; set; } = fault.Times;
    }
}
