namespace Payouts.Gateway.Http;

/// <summary>Marks a route that machines call all the time: its lines in the access log are at Debug.</summary>
public sealed class QuietAccess;
