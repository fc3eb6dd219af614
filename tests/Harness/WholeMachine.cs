namespace Payouts.Harness;

/// <summary>
/// The machine, for a test project that fills it with hosts and browsers: <c>dotnet test</c> runs projects beside each other,
/// and of those that ask for this one runs at a time. A process that dies gives it back.
/// </summary>
public sealed class WholeMachine : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly FileStream _held;

    private WholeMachine(FileStream held) => _held = held;

    /// <summary>Returns when no other process has it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<WholeMachine> TakeAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"payouts-tests-{Environment.UserName}.lock");
        using var timer = new PeriodicTimer(Pause);
        while (true)
        {
            try
            {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process has it.
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();
}
