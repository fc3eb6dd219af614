using Heleket.Simulator.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Heleket.Simulator;

/// <summary>Adds a simulator to an ASP.NET application.</summary>
public static class Hosting
{
    /// <summary>Adds the application's only simulator, which is disposed of with it.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes the options; the defaults are those of Development.</param>
    public static IServiceCollection AddHeleketSimulator(this IServiceCollection services, Action<SimulatorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new SimulatorOptions();
        configure?.Invoke(options);
        return services.AddHeleketSimulator(options);
    }

    /// <summary>Adds the application's only simulator, with existing options.</summary>
    public static IServiceCollection AddHeleketSimulator(this IServiceCollection services, SimulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<HeleketSimulator>();
        services.AddSingleton<ApiPipeline>();
        services.AddHostedService<SimulatorLifetime>();
        return services;
    }

    /// <summary>Applies the settings of a configuration section, as in <c>Simulator__StepDelay=00:00:05</c>.</summary>
    /// <exception cref="InvalidOperationException">A member does not exist, or a value cannot be read.</exception>
    public static void Read(this SimulatorOptions options, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(options);

        // The binder appends to an existing list; a walk must be replaced.
        var walk = options.Walk;
        options.Walk = [];
        section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        options.Walk = options.Walk is [] ? walk : options.Walk;
    }

    /// <summary>
    /// Serves the simulator: Heleket's paths under <c>{prefix}/v1/</c>, the control API under <c>{prefix}/control/</c>.
    /// </summary>
    /// <param name="routes">The application's routes.</param>
    /// <param name="prefix">For example <c>/simulator</c>; empty for the root.</param>
    /// <returns>A builder for further conventions, for example <c>AllowAnonymous</c>.</returns>
    public static RouteGroupBuilder MapHeleketSimulator(this IEndpointRouteBuilder routes, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup(prefix);
        group.ExcludeFromDescription();
        HeleketEndpoints.Map(group, routes.ServiceProvider);
        ControlEndpoints.Map(group.MapGroup("/control"), routes.ServiceProvider.GetRequiredService<HeleketSimulator>());
        return group;
    }

    /// <summary>Sends webhooks only while the server listens.</summary>
    private sealed class SimulatorLifetime(HeleketSimulator simulator) : IHostedLifecycleService
    {
        public Task StartedAsync(CancellationToken cancellationToken)
        {
            simulator.Resume();
            return Task.CompletedTask;
        }

        public Task StoppingAsync(CancellationToken cancellationToken)
        {
            simulator.StopWebhooks();
            return Task.CompletedTask;
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
