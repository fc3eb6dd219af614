using Payouts.Grains;
using Payouts.Grains.Controls;

namespace Payouts.Silo.Start;

/// <summary>
/// Keeps the silo's snapshot of the controls fresh, and looks at the clock. The first is read before the host goes on: a gateway in the same
/// process asks for it at once.
/// </summary>
internal sealed class ControlsRefresh(Controls controls, Telemetry telemetry, TimeProvider clock) : BackgroundService
{
    private readonly ClockWatch _watch = new(clock);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        telemetry.ShowControls(() => controls.LastPaused, () => controls.Age);
        await controls.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Controls.Interval, clock, stoppingToken);
            await controls.RefreshAsync(stoppingToken);
            if (_watch.Look() is { } jump)
            {
                telemetry.ClockJumped(jump);
            }
        }
    }
}
