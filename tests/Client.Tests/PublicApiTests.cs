using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Payouts.Harness;

namespace Payouts.Client.Tests;

/// <summary>
/// The public surface is a promise: what it is stands in <c>Golden/PublicApi.txt</c>, and a change of it is a change of that file.
/// </summary>
public sealed class PublicApiTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void It_is_what_the_file_says() => GoldenFile.Check("PublicApi.txt", Encoding.UTF8.GetBytes(string.Join('\n', Lines()) + "\n"));

    [Fact]
    public void It_depends_on_the_base_class_library_alone() => Assert.All(
        typeof(PayoutsClient).Assembly.GetReferencedAssemblies(),
        reference => Assert.True(
            reference.Name!.StartsWith("System.", StringComparison.Ordinal) && File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{reference.Name}.dll")),
            $"{reference.Name} is not part of Microsoft.NETCore.App."));

    private static IEnumerable<string> Lines() => typeof(PayoutsClient).Assembly.GetExportedTypes()
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany(type => Members(type).Order(StringComparer.Ordinal).Select(member => $"  {member}").Prepend(Head(type)));

    private static string Head(Type type)
    {
        var kind = type.IsInterface ? "interface" : type.IsValueType ? "struct" : type.IsSubclassOf(typeof(Delegate)) ? "delegate" : "class";
        var modifier = type switch { { IsValueType: true } => "", { IsAbstract: true, IsSealed: true } => "static ", { IsSealed: true } => "sealed ", _ => "" };
        var parent = type.BaseType is { } derived && derived != typeof(object) && derived != typeof(ValueType) ? derived : null;
        var contracts = type.GetInterfaces().Where(one => one.IsVisible).OrderBy(one => one.Name, StringComparer.Ordinal);
        string[] parents = [.. (parent is null ? contracts : contracts.Prepend(parent)).Select(Name)];
        return $"{modifier}{kind} {Name(type)}{(parents.Length == 0 ? "" : $" : {string.Join(", ", parents)}")}";
    }

    /// <summary>Without what the compiler adds to each record.</summary>
    private static IEnumerable<string> Members(Type type)
    {
        foreach (var field in type.GetFields(Own).Where(field => field.IsPublic && !field.IsSpecialName))
        {
            yield return field.IsLiteral ? $"const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}" : $"static {Name(field.FieldType)} {field.Name}";
        }

        foreach (var property in type.GetProperties(Own).Where(property => property.GetMethod is { IsPublic: true }))
        {
            var setter = property.SetMethod is { IsPublic: true } set ? set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;" : "";
            var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
            yield return $"{(property.GetMethod!.IsStatic ? "static " : "")}{required}{Name(property.PropertyType, Nullability.Create(property))} {property.Name} {{ get;{setter} }}";
        }

        foreach (var method in type.GetConstructors(Own).Cast<MethodBase>().Concat(type.GetMethods(Own)).Where(method => (method.IsPublic || method.IsFamily) && !IsOfRecords(method.Name) && !IsAccessor(method) && !IsCopy(method)))
        {
            var result = method is MethodInfo info ? $"{Name(info.ReturnType, Nullability.Create(info.ReturnParameter))} {info.Name}" : "new";
            yield return $"{(method.IsStatic ? "static " : "")}{result}({string.Join(", ", method.GetParameters().Select(Parameter))})";
        }
    }

    private static bool IsOfRecords(string name) => name is "PrintMembers" or "Equals" or "GetHashCode" or "ToString" or "<Clone>$" or "op_Equality" or "op_Inequality" or "Deconstruct";

    private static bool IsAccessor(MethodBase method) => method.IsSpecialName && (method.Name.StartsWith("get_", StringComparison.Ordinal) || method.Name.StartsWith("set_", StringComparison.Ordinal));

    private static bool IsCopy(MethodBase method) => method is ConstructorInfo && method.GetParameters() is [{ } only] && only.ParameterType == method.DeclaringType;

    private static string Parameter(ParameterInfo parameter) =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Name(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "")}";

    private static string Name(Type type) => Name(type, null);

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return $"{Name(inner)}?";
        }

        var mark = !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!, nullability?.ElementType)}[]{mark}";
        }

        if (!type.IsGenericType)
        {
            return $"{type.Name}{mark}";
        }

        var arguments = type.GetGenericArguments();
        var given = nullability?.GenericTypeArguments ?? [];
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", arguments.Select((argument, place) => Name(argument, place < given.Length ? given[place] : null)))}>{mark}";
    }
}
