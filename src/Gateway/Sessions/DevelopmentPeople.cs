using System.Collections.Immutable;
using Payouts.Console.SignIn;

namespace Payouts.Gateway.Sessions;

/// <summary>The people whom anybody may be, in Development and from this machine.</summary>
internal static class DevelopmentPeople
{
    /// <summary>Each with a role of the defaults.</summary>
    public static ImmutableArray<WayPerson> All { get; } = [new("ana", "maker"), new("ben", "checker"), new("opal", "operator"), new("ada", "admin")];

    /// <summary>The person's role, or <see langword="null"/> if there is no such person.</summary>
    public static string? RoleOf(string name) => All.FirstOrDefault(person => person.Name == name)?.Role;
}
