namespace Payouts.Grains.Tests;

/// <summary>A table as it is written in a test: words apart by spaces, the first line the columns' names, the first word of each other line the row's.</summary>
internal static class WrittenTable
{
    /// <summary>Row, column and word of every cell.</summary>
    public static TheoryData<string, string, string> Cells(string table)
    {
        var rows = table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var cells = new TheoryData<string, string, string>();
        foreach (var row in rows.Skip(1))
        {
            for (var column = 1; column < row.Length; column++)
            {
                cells.Add(row[0], rows[0][column], row[column]);
            }
        }

        return cells;
    }
}
