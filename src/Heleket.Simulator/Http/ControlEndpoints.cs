namespace Heleket.Simulator;

internal static class ControlEndpoints
{
    public static void Map(RouteGroupBuilder group, HeleketSimulator simulator)
    {
        group.MapGet("/ledger", () => simulator.Ledger);
    }
}
