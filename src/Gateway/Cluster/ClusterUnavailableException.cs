namespace Payouts.Gateway.Cluster;

/// <summary>
/// A grain call failed: its outcome is unknown to the caller, and repeating it is safe. Answered with 503.
/// </summary>
internal sealed class ClusterUnavailableException(Exception innerException)
    : Exception("The cluster or its storage did not answer.", innerException);
