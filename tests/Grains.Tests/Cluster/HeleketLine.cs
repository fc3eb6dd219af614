using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Heleket.Simulator;
using Heleket.Simulator.Faults;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>
/// The line from the silos to Heleket. Calls really go over it, and really fail; a test says what becomes of which create, and can keep an
/// answer on the line until other things have happened. It knows a call by its signature, because reading a body would count as sending it.
/// </summary>
internal sealed class HeleketLine(World world)
{
    private readonly ConcurrentDictionary<string, string> _creates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _looks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<CreateAnswer>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Gate>> _held = new(StringComparer.Ordinal);
    private int _underWay;

    /// <summary>Whether no call is under way but those that wait for their time limit, or for a test.</summary>
    public bool IsQuiet => Volatile.Read(ref _underWay) == 0;

    /// <summary>What becomes of this payout's creates, one after the other; those that follow are answered as in life.</summary>
    public async Task PlanAsync(string id, PayoutRequest? request, params IEnumerable<CreateAnswer> answers)
    {
        var payout = PayoutMachine.Create(id, Any.Command(id, request, world.Now), world.Now).State.Payout;
        using var catcher = new Catcher();
        var provider = world.ProviderOver(catcher);
        await provider.SubmitAsync(payout, () => true, mayBeThere: false);
        _creates[catcher.Sign] = id;
        await provider.LookUpAsync(payout, LogSource.Poll, CancellationToken.None);
        _looks[catcher.Sign] = id;
        _answers[id] = new ConcurrentQueue<CreateAnswer>(answers);
    }

    /// <summary>Whether all that was planned came to pass.</summary>
    public bool IsDone(string id) => _answers[id].IsEmpty;

    /// <summary>Keeps the answer to the payout's next create.</summary>
    public Gate HoldCreate(string id) => Hold("create " + id);

    /// <summary>Keeps the answer to the payout's next look-up.</summary>
    public Gate HoldLookUp(string id) => Hold("look-up " + id);

    /// <summary>A handler for a silo's client.</summary>
    public DelegatingHandler NewHandler() => new Handler(this);

    private Gate Hold(string what)
    {
        var gate = new Gate();
        _held.GetOrAdd(what, _ => []).Enqueue(gate);
        return gate;
    }

    private async Task<HttpResponseMessage> CarryAsync(HttpRequestMessage request, Func<HttpRequestMessage, Task<HttpResponseMessage>> send)
    {
        var sign = request.Headers.GetValues("sign").Single();
        var what = _creates.TryGetValue(sign, out var id) ? "create " + id : _looks.TryGetValue(sign, out id) ? "look-up " + id : "";
        var gate = _held.TryGetValue(what, out var gates) && gates.TryDequeue(out var first) ? first : null;
        Interlocked.Increment(ref _underWay);
        try
        {
            return what == "create " + id && _answers[id!].TryDequeue(out var answer) ? await AnswerAsync(id!, answer, request, send) : await send(request);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
            if (gate is not null)
            {
                await gate.PassAsync();
            }
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(
        string id, CreateAnswer answer, HttpRequestMessage request, Func<HttpRequestMessage, Task<HttpResponseMessage>> send)
    {
        if (answer.IsRefusedConnection)
        {
            return await RefuseAsync(request, send);
        }

        var isThere = world.Simulator.Find(id) is not null;
        if (answer.IsDuplicate && !isThere)
        {
            await world.MakeAtHeleketAsync(id);
        }

        if (answer.WrongField is { } field && isThere)
        {
            return await SpoilAsync(await send(request), field);
        }

        if (answer.For(id) is { } fault)
        {
            world.Simulator.Inject(fault);
        }

        return answer.Stalls ? await StallAsync(id, answer, send(request)) : await send(request);
    }

    /// <summary>To a port that is ours and does not listen.</summary>
    private static async Task<HttpResponseMessage> RefuseAsync(HttpRequestMessage request, Func<HttpRequestMessage, Task<HttpResponseMessage>> send)
    {
        using var door = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        door.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var elsewhere = new HttpRequestMessage(request.Method, $"http://127.0.0.1:{((IPEndPoint)door.LocalEndPoint!).Port}/v1/payout")
        {
            Content = request.Content,
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
        };
        return await send(elsewhere);
    }

    /// <summary>What Heleket has is right, and what it shows is not.</summary>
    private static async Task<HttpResponseMessage> SpoilAsync(HttpResponseMessage answer, string field)
    {
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        body["result"]![field] = field switch
        {
            "address" => "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC",
            "amount" => "26.5",
            "currency" => "USDC",
            _ => "BSC",
        };
        answer.Content = new StringContent(body.ToJsonString());
        return answer;
    }

    private async Task<HttpResponseMessage> StallAsync(string id, CreateAnswer answer, Task<HttpResponseMessage> call)
    {
        // Only once Heleket has it may the clock go on.
        await Eventually.IsTrueAsync(
            () => Task.FromResult(answer.Fault == FaultKind.Hang
                ? world.Simulator.Faults.All(fault => fault.OrderId != id || fault.Operation != SimulatorOperation.Create)
                : world.Simulator.Find(id) is not null),
            () => $"Answer {answer.Name} did not begin.");
        Interlocked.Decrement(ref _underWay);
        try
        {
            return await call;
        }
        finally
        {
            Interlocked.Increment(ref _underWay);
        }
    }

    private sealed class Handler(HeleketLine line) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            line.CarryAsync(request, message => base.SendAsync(message, cancellationToken));
    }

    /// <summary>Learns a call's signature, and sends nothing.</summary>
    private sealed class Catcher : HttpMessageHandler
    {
        public string Sign { get; private set; } = "";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sign = request.Headers.GetValues("sign").Single();
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.UnprocessableContent)
            {
                RequestMessage = request,
                Content = new StringContent("""{"state":1,"message":"Payout not found"}"""),
            });
        }
    }
}
