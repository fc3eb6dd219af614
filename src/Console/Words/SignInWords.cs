namespace Payouts.Console.Words;

/// <summary>The words of the sign-in page.</summary>
public static class SignInWords
{
    /// <summary>Which environment one signs in to.</summary>
    public static string Environment(string name) => name switch
    {
        "Production" => "This is Production: what is sent here is real money.",
        _ => $"This is {name}, not Production."
    };

    /// <summary>Why the last attempt did not work, without saying which part was wrong; null when there was none.</summary>
    /// <param name="failed">The word in the page's address.</param>
    public static string? Failed(string? failed) => failed switch
    {
        null or "" => null,
        "wait" => "There were too many attempts from your address. Wait a minute, then try again.",
        "provider" => "Your identity provider does not answer. Try again in a moment.",
        _ => "That did not sign you in."
    };

    /// <summary>What a role may do.</summary>
    public static string Role(string role) => role switch
    {
        "viewer" => "looks",
        "maker" => "makes payouts",
        "checker" => "approves payouts",
        "operator" => "looks into what is stuck",
        "admin" => "makes and revokes keys",
        _ => role
    };
}
