using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Payouts.Client.Wire;

namespace Payouts.Client.Tests.Agreement;

/// <summary>
/// What a document has that the client lacks. What the client has that the document lacks is no complaint: it may know of a newer service.
/// </summary>
/// <param name="document">The service's.</param>
/// <param name="calls">What the client asks for, with each call that asks for it.</param>
internal sealed class Comparison(Document document, IReadOnlyList<(Asked Asked, Sample Sample)> calls)
{
    // Not for programs of ours: Heleket calls the one, people and orchestrators the others.
    private static readonly string[] ForOthers = ["POST /payouts/webhook", "GET /problems", "GET /problems/{code}", "GET /health/live", "GET /health/ready"];
    private const string Console = "/console";

    private readonly NullabilityInfoContext _nullability = new();
    private readonly HashSet<(JsonObject, Type)> _seen = [];
    private readonly List<string> _complaints = [];

    public IReadOnlyList<string> Complaints()
    {
        foreach (var operation in document.Operations.Where(operation => !ForOthers.Contains(operation.Name) && !operation.Path.StartsWith(Console, StringComparison.Ordinal)))
        {
            Compare(operation);
        }

        return [.. _complaints.Distinct()];
    }

    private void Compare(Operation operation)
    {
        var own = calls.Where(call => operation.Takes(call.Asked) && (!operation.Path.Contains('{', StringComparison.Ordinal) || !document.Operations.Any(other => other != operation && !other.Path.Contains('{', StringComparison.Ordinal) && other.Takes(call.Asked)))).ToList();
        if (own.Count == 0)
        {
            _complaints.Add($"{operation.Name}: no call asks for it.");
            return;
        }

        var queries = own.SelectMany(call => call.Asked.Path.Split('?').ElementAtOrDefault(1)?.Split('&') ?? []).Select(pair => pair.Split('=')[0]).ToHashSet();
        var headers = own.SelectMany(call => call.Asked.Headers.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _complaints.AddRange(operation.Parameters("query").Except(queries).Select(name => $"{operation.Name}: no call sends the parameter {name}."));
        _complaints.AddRange(operation.Parameters("header").Where(name => !headers.Contains(name)).Select(name => $"{operation.Name}: no call sends the header {name}."));
        if (operation.Request is { } request)
        {
            CompareRequest(operation.Name, request, own);
        }

        foreach (var answer in operation.Answers.Where(answer => !own.Exists(call => call.Sample.Answer is { } type && Compare($"{operation.Name}", answer, type.Type, isTrial: own.Count > 1))))
        {
            _complaints.Add($"{operation.Name}: no call reads the answer {answer.ToJsonString()}.");
        }

        foreach (var problem in operation.Problems)
        {
            CompareProblem(problem);
        }
    }

    private void CompareRequest(string where, JsonNode request, List<(Asked Asked, Sample Sample)> own)
    {
        var sent = own.Where(call => call.Asked.Body.Length > 0).SelectMany(call => JsonNode.Parse(call.Asked.Body)!.AsObject().Select(member => member.Key)).ToHashSet();
        var members = Properties(document.Resolve(request));
        _complaints.AddRange(members.Select(member => member.Key).Except(sent).Select(name => $"{where}: no call sends the member {name}."));
        foreach (var type in own.Select(call => call.Sample.Sends).OfType<Type>())
        {
            foreach (var (name, schema) in members.Where(member => Member(type, member.Key) is not null))
            {
                Compare($"{where} {name}", schema!, Member(type, name)!.PropertyType, isTrial: false);
            }
        }
    }

    /// <summary>Problems are read by hand: each member is a property, and each code is known.</summary>
    private void CompareProblem(JsonNode problem)
    {
        foreach (var (name, schema) in Properties(document.Resolve(problem)))
        {
            var property = typeof(Problem).GetProperty(name.Replace("_", "", StringComparison.Ordinal), BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is null)
            {
                _complaints.Add($"Problem: {name} is no member.");
            }
            else
            {
                Compare($"Problem {name}", schema!, property.PropertyType, isTrial: false);
            }
        }
    }

    /// <param name="where">For people.</param>
    /// <param name="schema">The document's.</param>
    /// <param name="type">The client's.</param>
    /// <param name="isTrial">Only to see whether the type could be meant: several calls share the operation.</param>
    private bool Compare(string where, JsonNode schema, Type type, bool isTrial)
    {
        var resolved = document.Resolve(schema);
        var own = Nullable.GetUnderlyingType(type) ?? type;
        if (isTrial && PayoutsJson.Default.GetTypeInfo(own) is { } known && Properties(resolved).Any(member => known.Properties.All(property => property.Name != member.Key)))
        {
            return false;
        }

        if (_seen.Add((resolved, own)))
        {
            Compare(where, resolved, own);
        }

        return true;
    }

    private void Compare(string where, JsonObject schema, Type type)
    {
        var words = Document.Words(schema).ToList();
        switch (Document.TypeOf(schema))
        {
            case "string" when words.Count > 0:
                var known = type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == type).Select(field => $"{field.GetValue(null)}").ToList();
                _complaints.AddRange(words.Except(known).Select(word => $"{where}: {type.Name} does not know the word {word}."));
                break;
            case "string":
                Require(where, type, (string?)schema["format"] == "date-time" ? [typeof(DateTimeOffset)] : IsAmount(schema) ? [typeof(decimal)] : [typeof(string), .. IsWord(type) ? [type] : Type.EmptyTypes]);
                break;
            case "boolean":
                Require(where, type, typeof(bool));
                break;
            case "integer" or "number":
                Require(where, type, typeof(long), typeof(int), typeof(decimal));
                break;
            case "array":
                Compare($"{where}[]", schema["items"]!, type.GetGenericArguments().SingleOrDefault() ?? typeof(void), isTrial: false);
                break;
            case "object" when schema["additionalProperties"] is JsonObject:
                Require(where, type, typeof(IReadOnlyDictionary<string, string>));
                break;
            // A policy is kept as its text, whatever its members are.
            case "object" when type != typeof(FieldError) && type != typeof(Policy):
                CompareMembers(where, schema, type == typeof(JsonElement) ? typeof(PayoutEventData) : type);
                break;
        }
    }

    private void CompareMembers(string where, JsonObject schema, Type type)
    {
        if ((PayoutsJson.Default.GetTypeInfo(type) ?? EventDataJson.Default.GetTypeInfo(type)) is not { Kind: JsonTypeInfoKind.Object } info)
        {
            _complaints.Add($"{where}: {type.Name} is no object.");
            return;
        }

        var members = Properties(schema);
        var always = (schema["required"] as JsonArray ?? []).Select(name => (string?)name).ToHashSet();
        _complaints.AddRange(info.Properties.Where(own => own.IsRequired && !always.Contains(own.Name)).Select(own => $"{where}: {type.Name} needs {own.Name}, which the service may leave out."));
        foreach (var (name, member) in members)
        {
            if (info.Properties.SingleOrDefault(own => own.Name == name) is not { } property)
            {
                _complaints.Add($"{where}: {type.Name} lacks {name}.");
                continue;
            }

            if (document.IsNullable(member!) && !IsNullable((PropertyInfo)property.AttributeProvider!))
            {
                _complaints.Add($"{where}: {type.Name}.{name} may be null.");
            }

            Compare($"{where} {name}", member!, property.PropertyType, isTrial: false);
        }
    }

    private void Require(string where, Type type, params Type[] allowed)
    {
        if (!allowed.Contains(type))
        {
            _complaints.Add($"{where}: {type.Name} is not {string.Join(" or ", allowed.Select(one => one.Name))}.");
        }
    }

    private bool IsNullable(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null || _nullability.Create(property).ReadState == NullabilityState.Nullable;

    private static bool IsWord(Type type) => type.IsValueType && type.GetProperty("Value")?.PropertyType == typeof(string);

    private static bool IsAmount(JsonObject schema) => (string?)schema["pattern"] == @"^[0-9]+(\.[0-9]+)?$";

    private static JsonObject Properties(JsonObject schema) => schema["properties"] as JsonObject ?? [];

    private static JsonPropertyInfo? Member(Type type, string name) => PayoutsJson.Default.GetTypeInfo(type)?.Properties.SingleOrDefault(property => property.Name == name);
}
