namespace Heleket.Wire;

/// <summary>A request before it is signed.</summary>
/// <param name="Operation">The operation's name in the log.</param>
/// <param name="Path">The path below the project URL, including the query.</param>
/// <param name="Body">The exact bytes that are signed and sent.</param>
internal sealed record Call(string Operation, string Path, byte[] Body)
{
    /// <summary>Our id or Heleket's, for the log.</summary>
    public string? Id { get; init; }

    /// <summary>Asked when its first byte is about to leave; <see langword="false"/> and none does.</summary>
    public Func<bool>? MaySend { get; init; }

    /// <summary>A read, which can safely be repeated.</summary>
    public bool Repeatable { get; init; }

    /// <summary>Whether the call is signed with the payment key.</summary>
    public bool WithPaymentKey { get; init; }
}
