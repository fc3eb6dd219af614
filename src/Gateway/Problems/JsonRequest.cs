using Payouts.Gateway.Http;

namespace Payouts.Gateway.Problems;

/// <summary>Reads a request whose body is one JSON object, or says as a problem what is wrong with it.</summary>
internal static class JsonRequest
{
    /// <summary>Reads the body and then its members.</summary>
    /// <param name="http">The request.</param>
    /// <param name="mostBytes">Of the body.</param>
    /// <param name="read">Reads the members; what is wrong with one is an error of the fields.</param>
    /// <param name="cancellationToken">Ends the wait for the body.</param>
    public static async Task<(T? Read, ProblemResult? Problem)> ReadAsync<T>(
        HttpRequest http, int mostBytes, Func<JsonFields, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        if (!JsonBody.IsIn(http))
        {
            return (null, ProblemResult.NotJson());
        }

        if (await RequestBody.ReadAsync(http, mostBytes, cancellationToken) is not { } body)
        {
            return (null, new ProblemResult(ProblemRegistry.PayloadTooLarge, $"The body is at most {mostBytes} bytes."));
        }

        using var document = JsonBody.Parse(body, out var fault);
        if (document is null)
        {
            return (null, new ProblemResult(ProblemRegistry.MalformedJson, fault));
        }

        var fields = new JsonFields(document.RootElement);
        var value = read(fields);
        return fields.Errors.IsEmpty ? (value, null) : (null, ProblemResult.Invalid(fields.Errors));
    }
}
