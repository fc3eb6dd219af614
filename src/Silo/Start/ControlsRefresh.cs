using Payouts.Grains.Controls;

namespace Payouts.Silo.Start;

/// <summary>Keeps the silo's snapshot of the controls fresh.</summary>
internal sealed class ControlsRefresh(Controls controls, TimeProvider clock, IHostApplicationLifetime lifetime) : AfterStart(lifetime)
{
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await controls.RefreshAsync(stoppingToken);
            await Task.Delay(Controls.Interval, clock, stoppingToken);
        }
    }
}
