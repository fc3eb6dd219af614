using Microsoft.Data.Sqlite;
using Payouts.Storage.Sqlite;

namespace Payouts.Storage.Tests.Sqlite;

/// <summary>Our own prepared statement binds and reads as the driver's does.</summary>
public sealed class SqliteStatementTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:;Pooling=False");

    public SqliteStatementTests()
    {
        _connection.Open();
        _connection.Execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT");
    }

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("\0a\0")]
    [InlineData("Київ 🚀 e\u0301 \uffff")]
    public void A_text_is_stored_and_read_as_the_driver_does(string text)
    {
        using var insert = new SqliteStatement(_connection, "INSERT INTO texts VALUES (?, ?)");
        using var read = new SqliteStatement(_connection, "SELECT text FROM texts WHERE id = ?");

        Assert.True(insert.Bind(7).Bind(text).Run());

        Assert.Equal(text, read.Bind(7).RunForText());
        Assert.Null(read.Bind(8).RunForText());
        using var driver = _connection.Command("SELECT text FROM texts");
        Assert.Equal(text, driver.ExecuteScalar());
    }

    [Fact]
    public void It_says_whether_it_changed_a_row_and_which()
    {
        using var insert = new SqliteStatement(_connection, "INSERT INTO texts VALUES (?, ?) ON CONFLICT DO NOTHING");
        using var update = new SqliteStatement(_connection, "UPDATE texts SET text = ? WHERE text = ? RETURNING id");

        Assert.True(insert.Bind(long.MinValue).Bind("a").Run());
        Assert.False(insert.Bind(2).Bind("a").Run());
        Assert.Equal(long.MinValue, update.Bind("b").Bind("a").RunForNumber());
        Assert.Null(update.Bind("c").Bind("a").RunForNumber());
        Assert.Equal(1, _connection.Scalar("SELECT count(*) FROM texts WHERE text = 'b'"));
    }

    [Fact]
    public void An_error_is_the_drivers_and_the_next_run_works()
    {
        using var insert = new SqliteStatement(_connection, "INSERT INTO texts VALUES (?, ?)");
        insert.Bind(1).Bind("a").Run();

        Assert.Equal(SQLitePCL.raw.SQLITE_CONSTRAINT, Assert.Throws<SqliteException>(() => insert.Bind(1).Bind("b").Run()).SqliteErrorCode);
        Assert.Throws<SqliteException>(() => insert.Bind(2).Bind((string?)null).Run());
        Assert.Throws<SqliteException>(() => new SqliteStatement(_connection, "SELECT no_such_column FROM texts"));

        Assert.True(insert.Bind(2).Bind("b").Run());
    }
}
