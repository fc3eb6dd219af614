using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Payouts.Harness;

/// <summary>
/// Whether examples between them show all that records can hold: every member of an enum, both values of a flag, what may be absent present and absent,
/// collections full and empty. A member that somebody adds is missing until an example has it.
/// </summary>
/// <param name="types">The records to look into.</param>
public sealed class MemberCoverage(params Type[] types)
{
    private readonly HashSet<(Type, string)> _seen = [];

    /// <summary>What no example shows, by name.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<object> examples)
    {
        foreach (var example in examples)
        {
            See(example);
        }

        return
        [
            .. types.SelectMany(type => Properties(type).SelectMany(property => Wanted(property)
                .Where(kind => !_seen.Contains((type, $"{property.Name} {kind}")))
                .Select(kind => $"{type.Name}.{property.Name} is never {kind}"))),
        ];
    }

    private static PropertyInfo[] Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    /// <summary>The kinds of value that the examples must have.</summary>
    private static string[] Wanted(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        string[] values = type.IsEnum ? Enum.GetNames(type)
            : type == typeof(bool) ? [bool.TrueString, bool.FalseString]
            : ["set"];
        return IsAlwaysThere(property, type) ? values : [.. values, "unset"];
    }

    private static bool IsAlwaysThere(PropertyInfo property, Type type) =>
        property.IsDefined(typeof(RequiredMemberAttribute))
        || type == property.PropertyType && (type.IsEnum || type == typeof(bool))
        || type == typeof(string) && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.NotNull;

    private static string KindOf(PropertyInfo property, object? value) => value switch
    {
        null => "unset",
        Enum or bool => value.ToString()!,
        ICollection { Count: 0 } => "unset",
        ValueType and not IEnumerable when property.PropertyType == value.GetType() && value.Equals(RuntimeHelpers.GetUninitializedObject(value.GetType())) => "unset",
        _ => "set",
    };

    private void See(object? value)
    {
        if (value is IEnumerable items and not string)
        {
            foreach (var item in items)
            {
                See(item);
            }
        }

        if (value is null || !types.Contains(value.GetType()))
        {
            return;
        }

        foreach (var property in Properties(value.GetType()))
        {
            var member = property.GetValue(value);
            _seen.Add((value.GetType(), $"{property.Name} {KindOf(property, member)}"));
            See(member);
        }
    }
}
