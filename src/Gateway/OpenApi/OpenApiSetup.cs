using Microsoft.OpenApi;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Catalog;
using Scalar.AspNetCore;

namespace Payouts.Gateway.OpenApi;

/// <summary>The API's description at <c>/openapi/v1.json</c> and, in Development, a page to read it at <c>/docs</c>.</summary>
internal static class OpenApiSetup
{
    private const string Document = "v1";

    public static void AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<IEndpointNameMetadata>().Any();
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            SortAnswers(document);
            return Task.CompletedTask;
        });
    });

    public static void MapOpenApiDocument(this WebApplication app)
    {
        // Of another document the framework would say in plain text that there is none.
        app.MapOpenApi($"/openapi/{{documentName:regex(^{Document}$)}}.json");
        if (app.Environment.IsDevelopment())
        {
            app.MapScalarApiReference("/docs", options => options
                .WithTitle("Payouts")
                .AddDocument(Document)
                .DisableDefaultFonts()
                .DisableTelemetry()
                .DisableAgent()
                .HideDeveloperTools());
        }
    }

    /// <summary>By status, so that the good ones come first.</summary>
    private static void SortAnswers(OpenApiDocument document)
    {
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
        {
            var answers = operation.Responses!.OrderBy(answer => answer.Key, StringComparer.Ordinal).ToList();
            operation.Responses = [];
            answers.ForEach(answer => operation.Responses.Add(answer.Key, answer.Value));
        }
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new() { Title = "Payouts", Version = Document, Description = "Crypto payouts through Heleket, each made once. Errors are problem details (RFC 9457)." };

        // The address is the caller's to know: behind a proxy it is not the one that the gateway listens on.
        document.Servers = [new() { Url = "/" }];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [ApiKeyHandler.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = $"A key that the service is configured with, by its SHA-256. Its scopes: {string.Join(", ", Scopes.All)}.",
            },
        };
        document.Components.Schemas = new Dictionary<string, IOpenApiSchema>
        {
            [Schemas.PayoutRequest] = RequestSchemas.ForPayoutRequest(),
            [Schemas.Payout] = AnswerSchemas.ForPayout(document),
            [Schemas.ResponseLog] = AnswerSchemas.ForResponseLog(),
            [Schemas.PayoutPage] = AnswerSchemas.ForPayoutPage(document),
            [Schemas.ClientStats] = AnswerSchemas.ForClientStats(),
            [Schemas.WebhookAnswer] = AnswerSchemas.ForWebhookAnswer(),
            [Schemas.Health] = AnswerSchemas.ForHealth(),
            [Schemas.Problem] = AnswerSchemas.ForProblem(),
        };
        CatalogDescription.AddSchemas(document);
    }
}
