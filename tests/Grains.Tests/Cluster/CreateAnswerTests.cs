using System.Net;
using System.Net.Sockets;
using Heleket.Simulator;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Webhooks;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>
/// The twelve answers (docs/failure-modes.md, "Twelve answers to a create"): the payout ends where the ledger says, and the ledger has it
/// at most once.
/// </summary>
public sealed class CreateAnswerTests : ClusterTest
{
    private static readonly string Id = Any.Id(nameof(CreateAnswerTests));

    [Theory]
    [InlineData(FaultKind.ResetBefore, false, 2)]
    [InlineData(FaultKind.Hang, false, 2)]
    [InlineData(FaultKind.CommitThenDrop, true, 1)]
    [InlineData(FaultKind.CommitThen500, true, 1)]
    [InlineData(FaultKind.Error500Before, false, 2)]
    [InlineData(FaultKind.CommitThenTruncate, true, 1)]
    [InlineData(FaultKind.Unavailable, false, 2)]
    [InlineData(FaultKind.Html502, false, 2)]
    [InlineData(FaultKind.Html502, true, 1)]
    [InlineData(FaultKind.CommitThenSlow, true, 1)]
    [InlineData(FaultKind.TooManyRequests, false, 2)]
    public async Task After_a_fault_the_create_is_repeated_only_if_heleket_does_not_have_it(FaultKind kind, bool stored, int creates)
    {
        var world = await StartAsync();
        // A webhook would put a wrong belief right before it could do harm.
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        world.Simulator.Inject(new Fault(kind) { Operation = SimulatorOperation.Create, OrderId = Id, Times = 1, Stored = stored });

        await world.CreateAsync(Id);

        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        world.PaidOnce(Id, creates);
    }

    [Fact]
    public async Task A_look_up_that_does_not_find_it_yet_is_no_reason_to_send_it_again()
    {
        var world = await StartAsync();
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        world.Simulator.Inject(new Fault(FaultKind.CommitThenDrop) { Operation = SimulatorOperation.Create, OrderId = Id, Times = 1 });
        world.Simulator.Inject(new Fault(FaultKind.Refuse) { Operation = SimulatorOperation.Info, OrderId = Id, Times = 1, Message = "Payout not found" });

        await world.CreateAsync(Id);

        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        world.PaidOnce(Id);
        Assert.Contains(world.Store.Written(Id), state => state.NotFoundSince is not null);
    }

    [Fact]
    public async Task A_refused_connection_sends_nothing_and_is_tried_again()
    {
        using var door = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        // Bound and not listening: the port is ours, and whoever knocks is refused.
        door.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)door.LocalEndPoint!).Port;
        var world = await StartAsync(new WorldOptions { HeleketAt = new Uri($"http://127.0.0.1:{port}/") });

        await world.CreateAsync(Id);

        var queued = await world.BecomesAsync(Id, payout => payout.Detail == PayoutDetail.Queued);
        Assert.Equal(PayoutReason.ProviderUnavailable, queued.Reason);
        door.Close();
        await using var late = await SimulatorHost.StartAsync(new SimulatorOptions { StepDelay = TimeSpan.FromMilliseconds(30) }, port: port);
        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        Assert.Equal((1, 1), (late.Simulator.Find(Id)!.Stored, late.Simulator.CreateCalls(Id)));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(422)]
    public async Task A_refusal_for_good_fails_and_the_ledger_has_nothing(int httpStatus)
    {
        var world = await StartAsync();
        world.Simulator.Inject(Refusal("The service was not found", httpStatus));

        await world.CreateAsync(Id);

        var failed = await world.ReachesAsync(Id, PayoutStatus.Failed);
        Assert.Equal(PayoutReason.ServiceNotFound, failed.Reason);
        Assert.Null(world.Simulator.Find(Id));
        Assert.Equal(1, world.Simulator.CreateCalls(Id));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(422)]
    public async Task A_refusal_for_now_is_sent_again(int httpStatus)
    {
        var world = await StartAsync();
        world.Simulator.Inject(Refusal("Not enough funds", httpStatus));

        await world.CreateAsync(Id);

        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        world.PaidOnce(Id, creates: 2);
        Assert.Contains(world.Store.Written(Id), state => state.Payout is { Detail: PayoutDetail.Queued, Reason: PayoutReason.InsufficientFunds });
    }

    [Fact]
    public async Task The_reply_to_a_duplicate_is_the_payout_itself()
    {
        var world = await StartAsync();
        await world.MakeAtHeleketAsync(Id);

        await world.CreateAsync(Id);

        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        world.PaidOnce(Id, creates: 2);
    }

    [Theory]
    [InlineData("address")]
    [InlineData("amount")]
    [InlineData("currency")]
    [InlineData("network")]
    public async Task Another_echo_goes_to_a_person_and_nowhere_else(string field)
    {
        var world = await StartAsync();
        world.Simulator.Inject(new Fault(FaultKind.WrongEcho) { Operation = SimulatorOperation.Create, OrderId = Id, Times = 1, Field = field });

        await world.CreateAsync(Id);

        // Two looks later Heleket has paid what is not ours, has said so in webhooks, and nothing has changed.
        await Eventually.IsTrueAsync(
            () => Task.FromResult(world.Simulator.Find(Id) is { IsFinal: true, WebhooksPending: 0 }
                && world.Simulator.Calls.GetValueOrDefault(SimulatorOperation.Info) >= 2),
            () => "it was not looked up");
        var doubted = await world.BecomesAsync(Id, payout => payout.NeedsAttention);
        Assert.Equal((PayoutStatus.Pending, PayoutDetail.OutcomeUnknown, PayoutReason.EchoMismatch), (doubted.Status, doubted.Detail, doubted.Reason));
        Assert.Equal(1, world.Simulator.CreateCalls(Id));
    }

    [Fact]
    public async Task All_faults_in_a_row_still_pay_once()
    {
        FaultKind[] row =
        [
            FaultKind.ResetBefore, FaultKind.TooManyRequests, FaultKind.Html502, FaultKind.Refuse, FaultKind.Error500Before, FaultKind.Hang,
            FaultKind.Unavailable, FaultKind.CommitThenTruncate,
        ];
        var world = await StartAsync();
        foreach (var kind in row)
        {
            world.Simulator.Inject(new Fault(kind) { Operation = SimulatorOperation.Create, OrderId = Id, Times = 1 });
        }

        await world.CreateAsync(Id);

        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        world.PaidOnce(Id, row.Length);
    }

    private static Fault Refusal(string message, int httpStatus) => new(FaultKind.Refuse)
    {
        Operation = SimulatorOperation.Create,
        OrderId = Id,
        Times = 1,
        Message = message,
        HttpStatus = httpStatus,
    };
}
