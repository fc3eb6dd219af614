using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Payouts.Clients.Tests;

/// <summary>
/// The OpenAPI document as linters and generators read it (docs/http-api.md, "OpenAPI"; docs/clients.md).
/// </summary>
public sealed class GeneratedClientTests(Workshop workshop)
{
    /// <summary>
    /// The README's body is created; one with every kind of enum is created, found by filters and cancelled; a problem
    /// is read as one; and what a later version may answer is read too.
    /// </summary>
    private const string Story = $"""
        created 25.5 manual merchant
        scheduled pending scheduled bonus recipient 7781
        listed true null false
        cancelled cancelled null cancelled_by_client
        refused 400 validation-failed /amount
        tomorrow {Tomorrow.NewWord} {Tomorrow.NewWord} {Tomorrow.NewWord}
        tomorrow 404 {Tomorrow.NewWord}

        """;

    [Fact]
    public Task Redocly_finds_no_fault() => workshop.NpxAsync("redocly lint openapi.json");

    [Fact]
    public Task Spectral_finds_no_fault() => workshop.NpxAsync("spectral lint openapi.json --fail-severity hint");

    [Fact]
    public async Task A_client_in_TypeScript_compiles_and_pays() => Assert.Equal(Story, await workshop.TypeScriptStoryAsync());

    [Fact]
    public async Task A_client_by_NSwag_compiles_and_pays() => Assert.Equal(Story, await workshop.CSharpStoryAsync("nswag"));

    [Fact]
    public async Task A_client_by_Kiota_compiles_and_pays() => Assert.Equal(Story, await workshop.CSharpStoryAsync("kiota"));

    [Fact]
    public void The_page_on_clients_names_the_packages_that_are_tested()
    {
        var npm = JsonNode.Parse(File.ReadAllText(Path.Combine(Workshop.Sources, "npm", "package.json")))!["devDependencies"]!;
        var nuget = XDocument.Load(Path.Combine(Workshop.Sources, "dotnet", "Clients.csproj")).Descendants("PackageReference");

        Assert.All(["openapi-typescript", "openapi-fetch"], package => Assert.True(Workshop.Page.Names(package, (string)npm[package]!), $"{package} has another version"));
        Assert.All(nuget, package => Assert.True(
            Workshop.Page.Names((string)package.Attribute("Include")!, (string)package.Attribute("Version")!), $"{package} is not on the page"));
    }

    [Fact]
    public void The_lock_file_names_no_place_to_download_from()
    {
        var packages = JsonNode.Parse(File.ReadAllText(Path.Combine(Workshop.Sources, "npm", "package-lock.json")))!["packages"]!.AsObject();

        Assert.All(packages.Skip(1), package => Assert.True(package.Value!["resolved"] is null && package.Value["integrity"] is not null, package.Key));
    }
}
