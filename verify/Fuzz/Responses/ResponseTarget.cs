using Heleket;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Payouts.Fuzz.Mutation;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Fuzz.Responses;

/// <summary>Answers to creates and look-ups: the real client over a handler that gives it mutated ones.</summary>
internal sealed class ResponseTarget : Target
{
    // A call reads at most 1 MiB; what it makes of that is some times as much.
    private const long MostAllocated = 64L << 20;
    private const long MostRead = 2L << 20;

    private readonly FakeHeleket _heleket = new() { Answer = new FakeResponse(200, [], [], Delivery.Whole) };
    private readonly LeapingClock _clock = new();
    private readonly HttpClient _http;
    private readonly HeleketClient _client;

    public ResponseTarget()
    {
        var options = new HeleketOptions { ProjectUrl = new Uri("http://heleket.example/"), MerchantId = "m", PayoutKey = "k", ReadAttempts = 1 };
        _http = new HttpClient(_heleket) { Timeout = Timeout.InfiniteTimeSpan };
        _client = new HeleketClient(_http, Options.Create(options), _clock, NullLogger<HeleketClient>.Instance);
    }

    public override async ValueTask<CaseResult> RunAsync(Chance chance)
    {
        _clock.Leap();
        var asked = chance.OneOf(Exchanges.Requests);
        var kind = chance.Below(10);
        var (answer, isMutated, create, info) = Exchanges.Draw(asked, chance);
        _heleket.Answer = answer;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var call = kind switch
        {
            < 6 => CreateAsync(asked, answer, create),
            < 9 => LookUpAsync(answer, info, Exchanges.OrderId, null),
            _ => LookUpAsync(answer, info, null, Exchanges.Uuid),
        };

        // The handler answers at once, and so everything must have happened on this thread.
        var atOnce = call.IsCompleted;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var (word, violation) = await call;
        violation ??= !atOnce ? "the call waited for something"
            : allocated > MostAllocated ? $"{allocated} bytes were allocated for an answer of {answer.Body.Length}"
            : _heleket.BytesRead > MostRead ? $"{_heleket.BytesRead} bytes of the answer were read"
            : null;
        return new CaseResult(word, isMutated, violation, answer);
    }

    public override ValueTask DisposeAsync()
    {
        _http.Dispose();
        return base.DisposeAsync();
    }

    private async Task<(string, string?)> CreateAsync(CreatePayoutRequest asked, FakeResponse answer, Type? expected)
    {
        var outcome = await _client.CreatePayoutAsync(asked);
        var oracle = new ResponseOracle(answer);
        var violation = outcome switch
        {
            _ when expected is not null && outcome.GetType() != expected => $"a documented answer is {expected.Name}",
            CreateOutcome.Accepted accepted => !oracle.Echoes(asked) ? "accepted, and the echo is not what was asked for"
                : !oracle.Shows(accepted.Payout) ? "accepted, and read as what is not written" : null,
            CreateOutcome.EchoMismatch { Differs.Count: 0 } => "a mismatch in nothing",
            CreateOutcome.EchoMismatch mismatch => oracle.Shows(mismatch.Payout) && !oracle.Echoes(asked) ? null : "a mismatch, and the echo is what was asked for",
            CreateOutcome.Refused refused => !oracle.MayRefuse() ? "refused, and the answer is no definite refusal"
                : refused.Message.Length > 600 ? "the message is not bounded" : null,
            CreateOutcome.RefusedBefore refused => !oracle.MayBeRefusedBefore() ? "refused before Heleket, and it may be Heleket's answer"
                : refused.Message.Length > 600 ? "the message is not bounded" : null,
            CreateOutcome.NotSent => answer.Delivery == Delivery.FailsBeforeTheBody ? null : "not sent, and it was",
            _ => answer.Delivery == Delivery.FailsBeforeTheBody ? "nothing left, and it is not known" : null,
        };
        return ($"create {outcome.GetType().Name}", violation);
    }

    private async Task<(string, string?)> LookUpAsync(FakeResponse answer, Type? expected, string? orderId, string? uuid)
    {
        var outcome = await (orderId is null ? _client.GetPayoutByUuidAsync(uuid!) : _client.GetPayoutAsync(orderId));
        var oracle = new ResponseOracle(answer);
        var violation = outcome switch
        {
            _ when expected is not null && outcome.GetType() != expected => $"a documented answer is {expected.Name}",
            InfoOutcome.Found found => oracle.IsAbout(orderId, uuid) && oracle.Shows(found.Payout) ? null : "found what the answer does not show",
            InfoOutcome.NotFound => oracle.MayBeNotFound() ? null : "not found, and the answer does not say so",
            _ => null,
        };
        return ($"look-up {outcome.GetType().Name}", violation);
    }
}
