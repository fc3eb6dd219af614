using System.Text;
using System.Text.Json;
using Payouts.Fuzz.Mutation;

namespace Payouts.Fuzz.Http;

/// <summary>The gateway over real connections: whatever is sent, it answers as its contract says, believes nothing forged, and stores what was asked for.</summary>
internal sealed class GatewayTarget(GatewayUnderTest gateway) : Target
{
    private readonly RawConnection _connection = new(gateway.Address);

    public override async ValueTask<CaseResult> RunAsync(Chance chance)
    {
        var asked = HttpCases.Draw(chance, gateway.Cursors);
        if (asked.Malformed is { } bytes)
        {
            var answers = await _connection.SayAllAsync(bytes);
            var broken = answers.Select(answer => HttpOracle.Violation(asked, answer)).OfType<string>().FirstOrDefault();
            return new CaseResult(answers.Count == 0 ? "malformed: hung up" : $"malformed {answers[0].Status}{Own(answers[0])}", true, broken, bytes);
        }

        bytes = asked.Bytes();
        var answer = await _connection.AskAsync(bytes, asked.Method == "HEAD");
        if (answer is null)
        {
            return new CaseResult($"{asked.Kind}: hung up", asked.IsMutated, "no answer to a request that was framed rightly", bytes);
        }

        var violation = HttpOracle.Violation(asked, answer);
        if (violation is null && answer.Status is 200 or 201 && asked is { Method: "POST", Path: "/payouts" })
        {
            violation = HttpOracle.CreateViolation(asked, answer) ?? await StoredViolationAsync(asked, answer);
        }

        var code = answer.MediaType == "application/problem+json" && answer.Body.Length > 0 ? $" {JsonElement.Parse(answer.Body).Word("code")}" : "";
        return new CaseResult($"{asked.Kind} {answer.Status}{code}{Own(answer)}", asked.IsMutated, violation is null ? null : $"{violation}: {Encoding.UTF8.GetString(answer.Body)}", bytes);
    }

    public override ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return base.DisposeAsync();
    }

    /// <summary>Reads the payout back as another caller would.</summary>
    private async Task<string?> StoredViolationAsync(HttpCase asked, RawResponse created)
    {
        var read = new HttpCase { Kind = "stored", Path = $"/payouts/{JsonElement.Parse(created.Body).Word("id")}", Headers = [("Authorization", $"Bearer {Keys.Full.Secret}")] };
        return await _connection.AskAsync(read.Bytes(), isHead: false) is { Status: 200 } stored
            ? HttpOracle.CreateViolation(asked, stored) is { } violation ? $"as stored: {violation}" : null
            : "what was made cannot be read";
    }

    private static string Own(RawResponse answer) => HttpOracle.IsServersOwn(answer) ? " by the server" : "";
}
