/// <summary>What the runtime looks for, by this name and outside of any namespace, in the assembly that <c>DOTNET_STARTUP_HOOKS</c> names.</summary>
internal static class StartupHook
{
    /// <summary>Runs before the process's own Main.</summary>
    public static void Initialize() => Payouts.Throughput.ManagedMemory.Answer();
}
