namespace Payouts.House.Tests;

/// <summary>Nothing in a project depends on what depends on it.</summary>
public sealed class CircleTests
{
    [Fact]
    public void No_files_of_a_project_use_each_other_in_a_circle() =>
        AssertNone(HouseRules.CirclesOfFiles(Repository.ShippedSources));

    [Fact]
    public void No_folders_of_a_project_use_each_other_in_a_circle() =>
        AssertNone(HouseRules.CirclesOfFolders(Repository.ShippedSources));

    [Fact]
    public void No_folder_of_a_host_uses_the_root_of_its_project()
    {
        var hosts = Repository.Hosts.Select(project => $"{project.Folder}/").ToList();
        var arrows = HouseRules.UpwardArrows(Repository.ShippedSources).Where(use => hosts.Any(host => use.From.StartsWith(host, StringComparison.Ordinal)));

        Assert.Equal("", string.Join('\n', arrows));
    }

    [Fact]
    public void A_circle_of_files_is_found()
    {
        var circle = Assert.Single(HouseRules.CirclesOfFiles([Of("A.cs", "class A : B { }"), Of("B.cs", "class B { A? a; }"), Of("C.cs", "class C : A { }")]));

        Assert.Equal(["src/X/A.cs uses B of src/X/B.cs", "src/X/B.cs uses A of src/X/A.cs"], circle.Select(use => use.ToString()));
    }

    [Fact]
    public void A_circle_of_folders_is_found_and_a_root_that_both_use_is_none()
    {
        Source[] sources =
        [
            Of("Root.cs", "class Root { A a; }"), Of("One/A.cs", "class A : B { Root? root; }"), Of("One/C.cs", "class C { }"), Of("Two/B.cs", "class B { C? c; }"),
        ];

        var circle = Assert.Single(HouseRules.CirclesOfFolders(sources));

        Assert.Equal(["src/X/One/A.cs uses B of src/X/Two/B.cs", "src/X/Two/B.cs uses C of src/X/One/C.cs"], circle.Select(use => use.ToString()));
    }

    [Fact]
    public void An_arrow_from_a_folder_to_the_root_is_found()
    {
        var arrow = Assert.Single(HouseRules.UpwardArrows([Of("Root.cs", "class Root { A a; }"), Of("One/A.cs", "class A { Root? root; }")]));

        Assert.Equal("src/X/One/A.cs uses Root of src/X/Root.cs", arrow.ToString());
    }

    [Fact]
    public void Parts_of_one_type_are_no_circle() => Assert.Empty(HouseRules.CirclesOfFiles(
        [Of("A.cs", "partial class A { int One => Two; }"), Of("A.More.cs", "partial class A { int Two => One; }")]));

    private static Source Of(string path, string text) => new("src/X", path, text);

    private static void AssertNone(IEnumerable<IReadOnlyList<Use>> circles)
    {
        var told = circles.Select(HouseRules.Told).ToList();
        Assert.True(told.Count == 0, string.Join('\n', told));
    }
}
