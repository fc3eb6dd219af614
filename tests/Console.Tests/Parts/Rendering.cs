using System.Collections.Immutable;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Payouts.Console.Tests.Parts;

/// <summary>Renders one component.</summary>
internal static class Rendering
{
    public static async Task<IElement> OfAsync<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent
    {
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new FakeTimeProvider(new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero)))
            .AddSingleton(new ConsoleOptions(true, [], null, ImmutableDictionary<string, string>.Empty.Add("TRON", "https://scan.example/tx/{txid}")))
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var values = ParameterView.FromDictionary(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(values)).ToHtmlString());
        return (await ConsoleApp.ParseAsync(typeof(T).Name.EndsWith("Row", StringComparison.Ordinal) ? $"<table>{html}</table>" : html)).Body!;
    }
}
