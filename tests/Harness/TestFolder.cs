namespace Payouts.Harness;

/// <summary>A temporary folder, deleted afterwards.</summary>
public sealed class TestFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("payouts-tests-").FullName;

    /// <summary>Deletes it with everything in it.</summary>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
