using Payouts.Console.Shell;

namespace Payouts.Gateway.Sessions;

/// <summary>Leads back to the sign-in page, with a word that says why, and nothing of what was wrong.</summary>
internal static class SignInFailure
{
    /// <summary>Nobody is signed in.</summary>
    public const string Refused = "refused";

    /// <summary>There were too many attempts: it may work later.</summary>
    public const string Wait = "wait";

    /// <summary>The identity provider does not answer.</summary>
    public const string Provider = "provider";

    /// <param name="why">One of the words above.</param>
    /// <param name="returnUrl">Where the person wants to go.</param>
    public static SeeOther Of(string why, string returnUrl) => new($"{SessionScheme.Page}?failed={why}&returnUrl={Uri.EscapeDataString(returnUrl)}");
}
