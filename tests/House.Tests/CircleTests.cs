namespace Payouts.House.Tests;

/// <summary>Nothing in a project depends on what depends on it.</summary>
public sealed class CircleTests
{
    [Fact]
    public void No_files_of_a_project_use_each_other_in_a_circle()
    {
        var sources = Repository.Shipped.SelectMany(project => project.Sources).ToList();

        AssertNone(HouseRules.CirclesOfFiles(sources));
    }

    [Fact]
    public void No_folders_of_a_project_use_each_other_in_a_circle()
    {
        var sources = Repository.Shipped.SelectMany(project => project.Sources).ToList();

        AssertNone(HouseRules.CirclesOfFolders(sources));
    }

    [Fact]
    public void A_circle_of_files_is_found_whatever_leads_to_it()
    {
        Source[] sources =
        [
            new("src/X", "A.cs", "namespace X; class A { public int Deep => new B().Value; }"),
            new("src/X", "B.cs", "namespace X; class B { public int Value => C.Constant; }"),
            new("src/X", "C.cs", "namespace X; static class C { public const int Constant = 1; public static int Of(this A a) => a.Deep; }"),
            new("src/X", "D.cs", "namespace X; class D : A;"),
        ];

        var circle = Assert.Single(HouseRules.CirclesOfFiles(sources));
        Assert.Equal(["src/X/A.cs", "src/X/B.cs", "src/X/C.cs"], circle.Select(use => use.From).Distinct());
        Assert.Empty(HouseRules.CirclesOfFiles([.. sources.Where(source => source.Path != "C.cs")]));
    }

    [Fact]
    public void Parts_of_one_type_are_no_circle()
    {
        Source[] sources =
        [
            new("src/X", "A.cs", "namespace X; partial class A { int One => Two; }"),
            new("src/X", "A.More.cs", "namespace X; partial class A { int Two => One; }"),
        ];

        Assert.Empty(HouseRules.CirclesOfFiles(sources));
    }

    private static void AssertNone(IEnumerable<IReadOnlyList<Use>> circles)
    {
        var told = circles.Select(HouseRules.Told).ToList();
        Assert.True(told.Count == 0, string.Join('\n', told));
    }
}
