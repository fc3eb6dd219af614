namespace Payouts.House.Tests;

/// <summary>Where code lies, and who may know whom (docs/architecture.md, "Where to find what").</summary>
public sealed class LayoutTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Heleket"] = [],
        ["Addresses"] = [],
        ["Client"] = [],
        ["Console"] = ["Client"],
        ["Grains.Interfaces"] = [],
        ["Hosting"] = [],
        ["Heleket.Simulator"] = ["Heleket"],
        ["Grains"] = ["Grains.Interfaces", "Heleket", "Addresses"],
        ["Storage"] = ["Grains", "Grains.Interfaces"],
        ["Gateway"] = ["Grains.Interfaces", "Addresses", "Console", "Hosting"],
        ["Silo"] = ["Grains", "Storage", "Heleket", "Hosting"],
        ["Standalone"] = ["Console", "Gateway", "Silo", "Heleket.Simulator"],
    };

    [Fact]
    public void A_shipped_project_references_only_what_the_table_allows() =>
        Assert.Empty(Repository.Shipped.SelectMany(project => HouseRules.ForbiddenReferences(project, Allowed)));

    [Fact]
    public void A_namespace_follows_its_folder_in_every_project() =>
        Assert.Empty(Repository.Projects.SelectMany(HouseRules.MisplacedNamespaces));

    [Fact]
    public void A_reference_outside_the_table_is_found()
    {
        var gateway = new Project("Gateway", "src/Gateway", "Payouts.Gateway", ["Hosting", "Storage"], []);

        Assert.Equal(["Gateway may not reference Storage."], HouseRules.ForbiddenReferences(gateway, Allowed));
        Assert.Single(HouseRules.ForbiddenReferences(gateway with { Name = "Newcomer" }, Allowed));
    }

    [Fact]
    public void A_namespace_that_does_not_follow_its_folder_is_found()
    {
        var source = new Source("src/X", "A/B/File.cs", "namespace X.A;\npublic sealed class C;");

        Assert.Single(HouseRules.MisplacedNamespaces(new Project("X", "src/X", "X", [], [source])));
        Assert.Empty(HouseRules.MisplacedNamespaces(new Project("X", "src/X", "X", [], [source with { Text = "namespace X.A.B;\npublic sealed class C;" }])));
    }
}
