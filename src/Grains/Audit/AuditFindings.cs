using Payouts.Grains.Interfaces.Audit;

namespace Payouts.Grains.Audit;

/// <summary>What one call of a verification has found so far.</summary>
/// <param name="most">It should look at no more than about so much.</param>
internal sealed class AuditFindings(int most)
{
    private readonly List<AuditFault> _faults = [];
    private long _checked;
    private long _unverifiable;

    /// <summary>How much more may be looked at.</summary>
    public int Left => (int)Math.Max(0, most - _checked);

    /// <summary>Counts what was looked at.</summary>
    public void Looked(int count = 1) => _checked += count;

    /// <summary>Counts what cannot be judged.</summary>
    public void CannotJudge() => _unverifiable++;

    /// <summary>Adds faults.</summary>
    public void Add(params IEnumerable<AuditFault> faults) => _faults.AddRange(faults);

    /// <summary>The answer.</summary>
    public AuditReport Report(bool isKeyed, string? next) => new(isKeyed, _checked, _unverifiable, [.. _faults], next);
}
