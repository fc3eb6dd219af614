using System.Net;
using System.Text;
using System.Text.Json;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation.Provider;

/// <summary>
/// What is between a silo and Heleket: the outcomes of docs/failure-modes.md, "Twelve answers to a create", at the level of bytes, below
/// the real client.
/// </summary>
internal sealed class Wire(World world, Host host) : HttpMessageHandler
{
    private static readonly (int Status, string Body)[] Refusals =
    [
        (422, """{"state":1,"message":"Not enough funds"}"""),
        (200, """{"state":1,"message":"You are forbidden"}"""),
        (422, """{"state":1,"message":"The terminal was not found"}"""),
        (429, "<html>Too Many Requests</html>"),
        (401, """{"state":1,"message":"Invalid Sign"}"""),
    ];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        cancellationToken.UnsafeRegister(_ => answer.TrySetCanceled(cancellationToken), null);
        // What is left of this call happens between steps, never inside one.
        host.After(world.Chance.Latency() + WaitForConnection(), () =>
        {
            if (!answer.Task.IsCompleted)
            {
                new Exchange(world, host, answer).Begin(request);
            }
        });
        return answer.Task;
    }

    /// <summary>A pool that is used up, or a handshake that takes its time: nothing has left yet.</summary>
    private TimeSpan WaitForConnection()
    {
        var chance = world.ChanceOf("connections");
        if (!world.Scenario.Has(Trouble.Connections) || world.IsCalm || !chance.Happens(30))
        {
            return TimeSpan.Zero;
        }

        world.Tally.Count("wire: waited for a connection");
        return chance.Spread(TimeSpan.FromSeconds(25));
    }

    private sealed class Exchange(World world, Host host, TaskCompletionSource<HttpResponseMessage> answer)
    {
        public void Begin(HttpRequestMessage request)
        {
            var isCreate = request.RequestUri!.AbsolutePath == "/v1/payout";
            if (world.Heleket.IsDown || (isCreate && Goes(world.Chance, Trouble.Creates, 60)))
            {
                world.Tally.Count("wire: connection refused");
                answer.TrySetException(new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
                return;
            }

            if (TakeBody(request) is { } id)
            {
                var order = world.Heleket.Orders[id];
                if (isCreate)
                {
                    Create(order);
                }
                else
                {
                    LookUp(order);
                }
            }
        }

        private string? TakeBody(HttpRequestMessage request)
        {
            using var body = new MemoryStream();
            try
            {
                var copied = request.Content!.CopyToAsync(body);
                copied.GetAwaiter().GetResult();
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException)
            {
                world.Tally.Count("wire: the intent had expired");
                answer.TrySetException(new HttpRequestException("The body could not be sent.", exception));
                return null;
            }

            using var json = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            return json.RootElement.GetProperty("order_id").GetString();
        }

        private void Create(Order order)
        {
            var chance = order.Chance;
            world.Heleket.NoteSent(order.Id, host);
            var outcome = Goes(chance, Trouble.Creates, 350) ? (CreateOutcome)(1 + chance.Next(11)) : CreateOutcome.Answered;
            outcome = outcome == CreateOutcome.OtherShown && !world.Scenario.Has(Trouble.Echoes) ? CreateOutcome.Answered : outcome;
            world.Tally.Count($"create: {outcome}");
            world.Trace.Say($"Heleket's answer to {order.Id[^4..]}: {outcome}");
            switch (outcome)
            {
                case CreateOutcome.ResetUnread:
                    Break(chance.Latency());
                    break;
                case CreateOutcome.HangUnread:
                    break;
                case CreateOutcome.Refused:
                    var (status, body) = Refusals[chance.Next(Refusals.Length)];
                    Refuse(order, status, body);
                    break;
                case CreateOutcome.RefusedForGood:
                    Refuse(order, 422, chance.Next(4) == 0 ? """{"state":1,"message":"Minimum amount 30 USDT"}""" : Refusals[0].Body);
                    break;
                case CreateOutcome.BadGateway when chance.Next(2) == 0:
                    Answer(chance.Latency(), 502, "<html>Bad Gateway</html>");
                    break;
                default:
                    CarryOut(order, outcome);
                    break;
            }
        }

        /// <summary>Heleket refuses only what it does not have.</summary>
        private void Refuse(Order order, int status, string body)
        {
            if (world.Heleket.Find(order.Id) is { } entry)
            {
                Answer(order.Chance.Latency(), 200, entry.ToAnswer(entry.Status, entry.IsOther));
            }
            else
            {
                Answer(order.Chance.Latency(), status, body);
            }
        }

        private void CarryOut(Order order, CreateOutcome outcome)
        {
            var chance = order.Chance;
            var slow = outcome == CreateOutcome.CarriedOutLater ? chance.Spread(world.Scenario.Slowest) : chance.Latency();
            // A service that Heleket does not protect relies on this: what was carried out is soon found.
            var longestLag = world.Scenario.HeleketKnowsRepeats ? TimeSpan.FromMinutes(5) : world.Scenario.Slowest - slow;
            var lag = Goes(chance, Trouble.LookUps, 300) ? chance.Spread(longestLag) : TimeSpan.Zero;
            var isOther = outcome == CreateOutcome.OtherShown && chance.Next(2) == 0;
            if (outcome == CreateOutcome.CarriedOutLater)
            {
                Break(chance.Spread(TimeSpan.FromSeconds(10)));
            }

            world.Heleket.Expect(order.Id);
            world.Agenda.Add(slow, () =>
            {
                var entry = world.Heleket.Arrive(order.Id, isOther, lag);
                var good = entry.ToAnswer(entry.Status, entry.IsOther);
                switch (outcome)
                {
                    case CreateOutcome.Answered:
                        Answer(chance.Latency(), 200, good);
                        break;
                    case CreateOutcome.DroppedAfter:
                        Break(chance.Latency());
                        break;
                    case CreateOutcome.ErrorAfter:
                        Answer(chance.Latency(), 500, """{"message":"Server error"}""");
                        break;
                    case CreateOutcome.BadGateway:
                        Answer(chance.Latency(), 502, "<html>Bad Gateway</html>");
                        break;
                    case CreateOutcome.CutAfter:
                        Answer(chance.Latency(), 200, good[..chance.Next(good.Length - 2)]);
                        break;
                    case CreateOutcome.AnsweredLate:
                        Answer(TimeSpan.FromSeconds(90), 200, good);
                        break;
                    case CreateOutcome.OtherShown:
                        Answer(chance.Latency(), 200, entry.ToAnswer(entry.Status, showsOther: true));
                        break;
                }
            });
        }

        private void LookUp(Order order)
        {
            var chance = order.Chance;
            if (Goes(chance, Trouble.LookUps, 150))
            {
                world.Tally.Count("look-ups that failed");
                switch (chance.Next(4))
                {
                    case 0:
                        Break(chance.Latency());
                        break;
                    case 1:
                        Answer(chance.Latency(), 500, """{"message":"Server error"}""");
                        break;
                    case 2:
                        Answer(chance.Latency(), 404, "<html>Not Found</html>");
                        break;
                }

                return;
            }

            // The request takes its time to get there, and its answer to come back: it can be old news when it does.
            world.Agenda.Add(chance.Latency(), () =>
            {
                var back = Goes(chance, Trouble.LookUps, 100) ? chance.Spread(TimeSpan.FromSeconds(29)) : chance.Latency();
                if (world.Heleket.Find(order.Id) is { } entry && world.Agenda.Elapsed >= entry.VisibleAt)
                {
                    var lag = Goes(chance, Trouble.LookUps, 150) ? chance.Spread(TimeSpan.FromMinutes(1)) : TimeSpan.Zero;
                    Answer(back, 200, entry.ToAnswer(entry.StatusAt(world.Agenda.Elapsed - lag), entry.IsOther));
                }
                else
                {
                    world.Tally.Count("look-ups that found nothing");
                    world.Trace.Say($"Heleket: {order.Id[^4..]} is not found");
                    Answer(back, 422, """{"state":1,"message":"Payout not found"}""");
                }
            });
        }

        private void Break(TimeSpan after) => host.After(after, () => answer.TrySetException(new HttpRequestException(HttpRequestError.ResponseEnded, "reset")));

        private void Answer(TimeSpan after, int status, string body) => host.After(after, () =>
            answer.TrySetResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) }));

        private bool Goes(Random chance, Trouble trouble, int permille) => chance.Happens(permille) && !world.IsCalm && world.Scenario.Has(trouble);
    }

    private enum CreateOutcome
    {
        Answered,
        ResetUnread,
        HangUnread,
        DroppedAfter,
        ErrorAfter,
        CutAfter,
        Refused,
        RefusedForGood,
        BadGateway,
        AnsweredLate,
        OtherShown,
        CarriedOutLater,
    }
}
