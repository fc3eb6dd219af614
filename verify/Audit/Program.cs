namespace Payouts.Audit;

internal static class Program
{
    private static Task<int> Main(string[] args) => Tool.RunAsync(args, Console.Out, Console.Error);
}
