using System.Reflection;

namespace Payouts.Grains.Interfaces;

/// <summary>Which release runs.</summary>
public static class Release
{
    /// <summary>The release of an assembly, such as <c>0.1.0</c>, without the commit that the compiler appends.</summary>
    public static string Of(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
