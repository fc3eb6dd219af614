using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Payouts.Gateway.Authentication;
using Scalar.AspNetCore;

namespace Payouts.Gateway.OpenApi;

/// <summary>
/// The OpenAPI document at <c>/openapi/v1.json</c> and, in Development, a reference page at <c>/docs</c>.
/// </summary>
internal static class OpenApiSetup
{
    private const string Document = "v1";

    public static void AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<IEndpointNameMetadata>().Any();
        options.AddDocumentTransformer((document, context, _) =>
        {
            Describe(document, TagsOf(context));
            SortAnswers(document);
            return Task.CompletedTask;
        });
    });

    public static void MapOpenApiDocument(this WebApplication app)
    {
        // For any other document name the framework would answer in plain text.
        app.MapOpenApi($"/openapi/{{documentName:regex(^{Document}$)}}.json");
        if (app.Environment.IsDevelopment())
        {
            app.MapScalarApiReference("/docs", options => DescribePage(options, app.Services.GetRequiredService<ApiKeys>()));
        }
    }

    private static void DescribePage(ScalarOptions options, ApiKeys keys)
    {
        options
            .WithTitle("Payouts")
            .AddDocument(Document)
            .AddPreferredSecuritySchemes(ApiKey.SchemeName)
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .HideDeveloperTools();

        // What the page shows must work as it is. A configured key is never shown, not even one that happens to be
        // "dev".
        if (keys.Find(ApiKeys.DevelopmentKey) is { LoopbackOnly: true })
        {
            options.AddHttpAuthentication(ApiKey.SchemeName, scheme => scheme.Token = ApiKeys.DevelopmentKey);
        }
    }

    /// <summary>By status, so that successes come first.</summary>
    private static void SortAnswers(OpenApiDocument document)
    {
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
        {
            var answers = operation.Responses!.OrderBy(answer => answer.Key, StringComparer.Ordinal).ToList();
            operation.Responses = [];
            answers.ForEach(answer => operation.Responses.Add(answer.Key, answer.Value));
        }
    }

    private static Dictionary<string, string> TagsOf(OpenApiDocumentTransformerContext context) => context.DescriptionGroups
        .SelectMany(group => group.Items)
        .SelectMany(item => item.ActionDescriptor.EndpointMetadata.OfType<TagDescription>())
        .DistinctBy(tag => tag.Name)
        .ToDictionary(tag => tag.Name, tag => tag.Text);

    private static void Describe(OpenApiDocument document, Dictionary<string, string> tags)
    {
        document.Info = new()
        {
            Title = "Payouts",
            Version = Document,
            Description = "Crypto payouts through Heleket, each made exactly once. Errors are problem details (RFC 9457). Responses may gain members and values: ignore those that you do not know.",
            License = new() { Name = "MIT", Identifier = "MIT" },
            Contact = new() { Name = "The Payouts authors" },
        };

        // Relative: behind a proxy the public address is not the one that the gateway listens on.
        document.Servers = [new() { Url = "/" }];
        foreach (var tag in document.Tags!)
        {
            tag.Description = tags.GetValueOrDefault(tag.Name!);
        }

        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [ApiKey.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = $"An API key, configured by its SHA-256. Scopes: {string.Join(", ", Scopes.All)}.",
            },
        };
    }
}
