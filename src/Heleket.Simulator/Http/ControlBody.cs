using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heleket.Simulator.Http;

/// <summary>
/// Reads the bodies of control calls, strictly, and answers: done, shown, not found, or the mistake with the name of the
/// member.
/// </summary>
internal static class ControlBody
{
    /// <summary>snake_case, nothing unknown, nothing twice.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = false,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>For bodies with raw JSON in them, which may be as odd as it likes.</summary>
    private static readonly JsonSerializerOptions Raw = new(Json) { AllowDuplicateProperties = true };

    public static IResult Show<T>(T value) => Results.Json(value, Json);

    public static IResult Do(Action action)
    {
        action();
        return Results.NoContent();
    }

    public static IResult Found(bool found) => found ? Results.NoContent() : Results.NotFound();

    public static IResult Mistake(string message) => Results.Json(new { message }, Json, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>204, or 400 with the mistake.</summary>
    public static Task<IResult> TakeAsync<T>(HttpRequest request, Action<T> use) => ReadAsync<T>(request, value => Do(() => use(value)));

    /// <summary>The same, for a body with raw JSON in it.</summary>
    public static Task<IResult> TakeRawAsync<T>(HttpRequest request, Action<T> use) => ReadAsync<T>(request, value => Do(() => use(value)), Raw);

    /// <summary>204, 404, or 400 with the mistake.</summary>
    public static Task<IResult> TakeFoundAsync<T>(HttpRequest request, Func<T, bool> use) => ReadAsync<T>(request, value => Found(use(value)));

    /// <summary>200 with what was made, 404 if that is null, or 400 with the mistake.</summary>
    public static Task<IResult> MakeAsync<T, TMade>(HttpRequest request, Func<T, TMade?> use)
        where TMade : class =>
        ReadAsync<T>(request, value => use(value) is { } made ? Show(made) : Results.NotFound());

    /// <summary>What is wrong with JSON, in words that name the member.</summary>
    public static string Told(JsonException mistake)
    {
        var (path, message) = (mistake.Path ?? "$", mistake.Message);
        if (path.StartsWith("$.", StringComparison.Ordinal))
        {
            var reason = message.Contains("could not be mapped", StringComparison.Ordinal) ? "is unknown"
                : message.StartsWith("Duplicate", StringComparison.Ordinal) ? "is given twice"
                : message.Contains("null", StringComparison.Ordinal) ? "must not be null"
                : "has a value of a wrong kind or out of range";
            return $"{path[2..]} {reason}.";
        }

        const string Missing = "missing required properties including: ";
        var at = message.IndexOf(Missing, StringComparison.Ordinal);
        return at < 0 ? $"The body is no such JSON object: {message}" : $"{message[(at + Missing.Length)..].TrimEnd('.')} must be given.";
    }

    private static async Task<IResult> ReadAsync<T>(HttpRequest request, Func<T, IResult> use, JsonSerializerOptions? options = null)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, options ?? Json, request.HttpContext.RequestAborted) is { } value
                ? use(value)
                : Mistake("The body is null.");
        }
        catch (JsonException mistake)
        {
            return Mistake(Told(mistake));
        }
        catch (ArgumentException mistake)
        {
            return Mistake(mistake.Message);
        }
    }
}
