using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Payouts.Harness;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Stored;

/// <summary>What is stored, as the text of a golden file.</summary>
/// <param name="about">The file's first lines.</param>
internal sealed class StoredText(string about)
{
    private readonly StringBuilder _text = new($"# {about}\n");

    /// <summary>A heading for what follows.</summary>
    public void Title(string title) => _text.Append(CultureInfo.InvariantCulture, $"\n=== {title}\n");

    /// <summary>The text as it is, and a line feed.</summary>
    public void Line(string line) => _text.Append(line).Append('\n');

    /// <summary>
    /// Every column of every row that a statement finds, one per line, with the name of its type. A text with control
    /// characters is shown as JSON.
    /// </summary>
    public async Task RowsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            Line("--- a row");
            for (var column = 0; column < reader.FieldCount; column++)
            {
                Line($"{reader.GetName(column)} {reader.GetDataTypeName(column)}: {Shown(reader.GetValue(column))}");
            }
        }
    }

    /// <summary>Compares it with the file.</summary>
    public void Check(string name, [CallerFilePath] string test = "") => GoldenFile.Check(name, Encoding.UTF8.GetBytes(_text.ToString()), test);

    private static string Shown(object value) => value switch
    {
        DBNull => "NULL",
        string text when text.Any(letter => char.IsControl(letter) && letter != '\n') => JsonSerializer.Serialize(text),
        string text => text,
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => throw new NotSupportedException($"A column of type {value.GetType()}."),
    };
}
