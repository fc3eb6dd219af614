using System.Globalization;
using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces;

namespace Payouts.Storage.Sqlite;

/// <summary>Builds and runs SQLite commands with our types.</summary>
internal static class SqliteCommands
{
    /// <summary>A command in the connection's current transaction.</summary>
    public static SqliteCommand Command(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    /// <summary>Runs a statement, or several.</summary>
    /// <returns>The number of rows changed.</returns>
    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The single integer that a statement returns.</summary>
    public static long Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>A column of unix milliseconds.</summary>
    public static DateTimeOffset GetTime(this SqliteDataReader reader, int ordinal) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(ordinal));

    /// <summary>A column of a value's name, or of none.</summary>
    public static TEnum? GetWord<TEnum>(this SqliteDataReader reader, int ordinal)
        where TEnum : struct, Enum =>
        reader.IsDBNull(ordinal) ? null : EnumNames.To<TEnum>(reader.GetString(ordinal));

    /// <summary>A column of an exact decimal in text; it was a <see cref="decimal"/> when it was written.</summary>
    public static decimal GetAmount(this SqliteDataReader reader, int ordinal) =>
        decimal.Parse(reader.GetString(ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    /// <summary>The exact text of an amount.</summary>
    public static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
