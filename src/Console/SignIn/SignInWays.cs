namespace Payouts.Console.SignIn;

/// <summary>How one can sign in to the host, which makes the session: it says so when it registers the console.</summary>
/// <param name="Environment">Which environment it is.</param>
/// <param name="Oidc">With the organisation's identity provider.</param>
/// <param name="Key">With a personal key.</param>
/// <param name="People">Development's people to pick from; only somebody on this machine is offered them.</param>
public sealed record SignInWays(string Environment, bool Oidc, bool Key, IReadOnlyList<WayPerson> People);

/// <summary>One of Development's people.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Role">Their role.</param>
public sealed record WayPerson(string Name, string Role);
