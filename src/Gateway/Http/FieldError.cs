namespace Payouts.Gateway.Http;

/// <summary>One error of a request.</summary>
/// <param name="Pointer">
/// A JSON pointer (RFC 6901) into the body, or <c>/name</c> of a query parameter or header.
/// </param>
/// <param name="Detail">What is wrong, for a person.</param>
internal sealed record FieldError(string Pointer, string Detail)
{
    /// <summary>The pointer to a member of another, its name escaped.</summary>
    public static string PointerTo(string parent, string member) =>
        $"{parent}/{member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
