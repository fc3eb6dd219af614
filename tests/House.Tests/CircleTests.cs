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

    private static void AssertNone(IEnumerable<IReadOnlyList<Use>> circles)
    {
        var told = circles.Select(HouseRules.Told).ToList();
        Assert.True(told.Count == 0, string.Join('\n', told));
    }
}
