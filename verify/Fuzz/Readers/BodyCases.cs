using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Payouts.Fuzz.Mutation;
using Payouts.Gateway.Http;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Catalog;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Fuzz.Readers;

/// <summary>Bodies of creates: what is taken is what a second reading finds in them, member by member, its key and its id too.</summary>
internal static class BodyCases
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    // Never read, and so no pair is a fault (OfferedPairs).
    private static readonly ServiceList AnyPair = new(null, []);

    public static CaseResult Run(Chance chance)
    {
        var valid = Bodies.Valid(chance, chance.Percent(50) ? TimeCases.Draw(chance) : null);
        var isControl = chance.Percent(10);
        var body = isControl ? Encoding.UTF8.GetBytes(valid.Write(chance, 5, 5)) : Bodies.Mutated(valid, chance);
        using var document = JsonBody.Parse(body, out var malformed);
        if (document is null)
        {
            return new CaseResult("malformed", !isControl, isControl ? malformed : null, body);
        }

        var reading = PayoutRequestReader.Read(document.RootElement, AnyPair, Now, new(AllowOffCurve: false));
        if (reading.Request is not { } request || !reading.Errors.IsEmpty)
        {
            var isRight = reading.Errors.All(static error => error.Pointer.StartsWith('/')) && (!isControl || reading.Errors is [{ Pointer: "/scheduled_for" }]);
            return new CaseResult("refused", !isControl, isRight ? null : string.Join("; ", reading.Errors), body);
        }

        var broken = RequestOracle.Read(body) is not { } asked ? "taken, and it breaks a rule"
            : RequestOracle.Difference(asked, null, Shown(request)) is { } member ? $"{member} is not what was asked for"
            : null;
        return new CaseResult("taken", !isControl, broken, body);
    }

    /// <summary>As the API would show it.</summary>
    private static JsonElement Shown(PayoutRequest request)
    {
        var key = PayoutIdentity.DeriveKey(request);
        var payout = new Payout
        {
            Id = PayoutId.Of(request.ClientId, key),
            IdempotencyKey = key,
            Request = request,
            Status = PayoutStatus.Pending,
            Detail = PayoutDetail.Queued,
            RequestedAt = Now,
            CreatedAt = Now,
            UpdatedAt = Now,
            Version = 1,
            ResponseLogs = [],
            Standing = new() { Since = Now, Next = NextStep.Send, NextAt = Now, Attempt = 1, Money = MoneyPlace.Ours, Actions = [PayoutAction.Cancel] },
        };
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            PayoutShape.Payout.Write(writer, payout);
        }

        return JsonElement.Parse(output.WrittenSpan);
    }
}
