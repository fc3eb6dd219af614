using Payouts.Console.Live;

namespace Payouts.Console.Tests.Live;

/// <summary>Moves the clock from one look of the streams to the next, so that none is taken for one that does not get on.</summary>
internal static class Looks
{
    /// <summary>Each stream has asked once more who it is.</summary>
    public static async Task LookAsync(this ConsoleApp app, int streams = 1)
    {
        var before = Count();
        app.Clock.Advance(LiveStream.LookEvery);
        await Eventually.IsAsync(() => Count() >= before + streams);
        int Count() => app.Api.Calls.Count(call => call.Line == "GET /me");
    }

    /// <summary>As many looks as it takes until a stream says that something happened.</summary>
    /// <returns>The events before that.</returns>
    public static async Task<IReadOnlyList<string>> UntilTickAsync(this ConsoleApp app, Reader stream, int streams = 1)
    {
        var tick = stream.NextAsync("tick");
        while (!tick.IsCompleted)
        {
            await app.LookAsync(streams);
        }

        return (await tick).Before;
    }
}
