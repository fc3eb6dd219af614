using System.Globalization;
using Orleans.Storage;
using Payouts.Grains.Documents;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation.Storage;

/// <summary>
/// One silo's way to the documents. Reads fail and are slow, writes fail before or after they were carried out, or are carried out later; and for a while
/// nothing comes through.
/// </summary>
internal sealed class DocumentConnection(World world, Host host) : DocumentVersions, IGrainStorage
{
    // What the driver waits for.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly Random _chance = world.Scenario.Chance($"documents of {host.Name}");
    private TimeSpan _cutOffUntil;

    /// <summary>When the last question for versions left that had an answer: nothing that the silo knows is of later.</summary>
    public TimeSpan? LastAskedAt { get; private set; }

    private bool IsCutOff => (world.Agenda.Elapsed < _cutOffUntil || world.Documents.IsDown) && !world.IsCalm;

    public void CutOffFor(TimeSpan length) => _cutOffUntil = world.Agenda.Elapsed + length;

    public override async Task<IReadOnlyDictionary<string, int>> ReadAsync(IReadOnlyList<string> kinds, CancellationToken cancellationToken)
    {
        var asked = world.Agenda.Elapsed;
        IReadOnlyDictionary<string, int> versions = await AskAsync(
            () => kinds.ToDictionary(kind => kind, kind => world.Documents.Read(kind, kind).Version, StringComparer.Ordinal), cancellationToken);
        LastAskedAt = LastAskedAt > asked ? LastAskedAt : asked;
        return versions;
    }

    public override Task<int> ReadAsync(string kind, string key, CancellationToken cancellationToken) =>
        AskAsync(() => world.Documents.Read(kind, key).Version, cancellationToken);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (state, version) = await AskAsync(() => world.Documents.Read(stateName, grainId.Key.ToString()!), CancellationToken.None);
        if (state is not null)
        {
            Set(grainState, (T)state, version);
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var over = grainState.ETag is { } tag ? int.Parse(tag, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var next = grainState.State!;
        var trouble = Goes(100) ? (WriteTrouble)(1 + _chance.Next(3)) : WriteTrouble.None;
        var isWritten = await AskAsync(() => CarryOut(trouble, () => world.Documents.Write(stateName, grainId.Key.ToString()!, over, next)), CancellationToken.None);
        if (!isWritten)
        {
            throw new InconsistentStateException("Another writer came first.");
        }

        Set(grainState, next, over + 1);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException("No scenario clears a document.");

    private bool CarryOut(WriteTrouble trouble, Func<bool> write)
    {
        if (trouble == WriteTrouble.None)
        {
            return write();
        }

        world.Tally.Count($"documents: writes {trouble}");
        if (trouble == WriteTrouble.NoWord)
        {
            write();
        }
        else if (trouble == WriteTrouble.DoneLate)
        {
            world.Agenda.Add(_chance.Spread(TimeSpan.FromSeconds(10)), () => write());
        }

        throw new IOException("The documents' database did not answer.");
    }

    /// <summary>Lets it happen at the database, and brings the answer back: late, or an error, or nothing.</summary>
    private async Task<T> AskAsync<T>(Func<T> ask, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>();
        using var stop = cancellationToken.UnsafeRegister(_ => answer.TrySetCanceled(cancellationToken), null);
        var isLost = Goes(50);
        var back = Goes(80) ? _chance.Spread(TimeSpan.FromSeconds(8)) : _chance.Latency();
        world.Agenda.Add(_chance.Latency(), () => Arrive(ask, isLost, back, answer));
        var timeout = host.After(Timeout, () => answer.TrySetException(new IOException("The documents' database did not answer in time.")));
        try
        {
            return await answer.Task;
        }
        catch (IOException exception)
        {
            world.Tally.Count("documents: calls that failed");
            throw new OrleansException("The storage of documents failed.", exception);
        }
        finally
        {
            timeout.Cancel();
        }
    }

    private void Arrive<T>(Func<T> ask, bool isLost, TimeSpan back, TaskCompletionSource<T> answer)
    {
        if (IsCutOff)
        {
            world.Tally.Count("documents: out of reach");
            return;
        }

        try
        {
            var result = ask();
            host.After(back, () =>
            {
                if (isLost)
                {
                    answer.TrySetException(new IOException("The documents' database did not answer."));
                }
                else if (!IsCutOff)
                {
                    answer.TrySetResult(result);
                }
            });
        }
        catch (IOException exception)
        {
            host.After(back, () => answer.TrySetException(exception));
        }
    }

    private static void Set<T>(IGrainState<T> grainState, T state, int version)
    {
        (grainState.State, grainState.ETag) = (state, version.ToString(CultureInfo.InvariantCulture));
        grainState.RecordExists = true;
    }

    private bool Goes(int permille) => _chance.Happens(permille) && !world.IsCalm && world.Scenario.Has(Trouble.Documents);

    private enum WriteTrouble
    {
        None,

        /// <summary>Refused, and nothing was written.</summary>
        NotDone,

        /// <summary>Written, and nobody is told.</summary>
        NoWord,

        /// <summary>Given up, and written later all the same.</summary>
        DoneLate,
    }
}
