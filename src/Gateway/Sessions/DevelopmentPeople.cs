using System.Collections.Immutable;

namespace Payouts.Gateway.Sessions;

/// <summary>The people whom anybody may be, in Development and from this machine.</summary>
internal static class DevelopmentPeople
{
    /// <summary>Each with a role of the defaults.</summary>
    public static ImmutableArray<(string Name, string Role)> All { get; } = [("ana", "maker"), ("ben", "checker"), ("opal", "operator"), ("ada", "admin")];

    /// <summary>The person's role, or <see langword="null"/> if there is no such person.</summary>
    public static string? RoleOf(string name) => All.FirstOrDefault(person => person.Name == name).Role;
}
