namespace Payouts.Fuzz.Mutation;

/// <summary>What parsers stumble over.</summary>
internal static class Hostile
{
    /// <summary>Values of strings.</summary>
    public static readonly string[] Texts =
    [
        "", " ", "0", "1", "-1", "true", "false", "null", "NaN", "Infinity", "1e400", "1e-400", "5e0", "5.0", "05", "+5", "5.", ".5", "5 ", " 5", "5\0", "5\n", "0x5", "5,0",
        "\uFF15", "5.00000000000000000000000000000000000001", "4.99999999999999999999999999999999999999", "79228162514264337593543950336", "5000000000000000000000000000000e-30",
        "\0", "\r\n", "\u200B", "\uFEFF", "\u202E", "\uD800", "\uDFFF", "\uD83D\uDCB8", "e\u0301", "__proto__", "sign", "payout", "payment", "paid", "fail",
        "order_id", "The order id has already been taken", "validation.unique", "Not enough funds", "Invalid Sign.", "You are forbidden", "Server error, #1",
        "Payout not found", "The payment was not found", "not found payout", "Wallet not found", "'; DROP TABLE payouts; --", "{\"a\":1}", "$ne", "../../etc/passwd",
        "2026-11-23T10:00:00Z", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00+23:59", "2026-02-30T00:00:00Z", "2026-11-23T23:59:60Z",
    ];

    /// <summary>Values that are written as they stand, valid JSON or not.</summary>
    public static readonly string[] Tokens =
    [
        "null", "true", "false", "0", "1", "-0", "-1", "2", "0.0", "1.0", "1e0", "0e0", "5", "5.00", "5e0", "50e-1", "1e400", "-1e400", "1e-400", "1E+2", "01", "+1", "1.", ".5",
        "NaN", "Infinity", "-Infinity", "0x10", "1_000", "TRUE", "nul", "undefined", "'x'", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\x41\"", "\"\\", "\"\t\"",
        "9223372036854775808", "18446744073709551616", "123456789012345678901234567890.123456789", "5.0000000000000000000000000000000001", "{}", "[]", "[[]]", "{\"\":{}}", "[null]",
        "{\"0\":1}", "/* c */ 1", "1 // c", "", ",", ":", "}", "]", "{\"sign\":\"x\"}",
    ];

    /// <summary>Letters that look, or fold, like ASCII ones, and others that are seldom thought of.</summary>
    public static readonly (char Plain, char Like)[] Confusable =
    [
        ('s', '\u017F'), ('S', '\u017F'), ('k', '\u212A'), ('K', '\u212A'), ('i', '\u0131'), ('I', '\u0130'), ('T', '\u0422'), ('o', '\u043E'), ('a', '\u0430'), ('0', '\u0660'),
        ('1', '\uFF11'), ('2', '\u0968'), ('.', '\u066B'), ('-', '\u2010'), ('_', '\uFF3F'), (':', '\uFF1A'), ('"', '\u201C'), ('/', '\u2215'),
    ];

    /// <summary>Characters to put anywhere.</summary>
    public static readonly char[] Letters =
        ['\0', '\u0001', '\t', '\n', '\r', ' ', '"', '\'', '\\', '/', '%', '+', '-', '.', ',', ';', ':', '<', '{', '\u007F', '\u0080', '\u00A0', '\u00E9', '\u2028', '\uFEFF', '\uD83D', '\uFFFF'];

    /// <summary>Bytes to put anywhere: no UTF-8, another encoding's, controls, a compressed body's first.</summary>
    public static readonly byte[][] Runs =
    [
        [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xC0, 0x80], [0xC3, 0x28], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF], [0x80],
        [0x00], [0x1F, 0x8B, 0x08, 0x00], [0x0D, 0x0A], [0x20], [0x22], [0x5C], [0x2C], [0x7B], [0x7D],
    ];
}
