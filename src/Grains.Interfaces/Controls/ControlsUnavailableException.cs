namespace Payouts.Grains.Interfaces.Controls;

/// <summary>
/// A silo has not read the controls lately. Nothing was accepted or changed; another silo does not know more, so that
/// the caller comes again later.
/// </summary>
[GenerateSerializer, Alias("payouts.ControlsUnavailableException")]
public sealed class ControlsUnavailableException : OrleansException
{
    /// <summary>With the usual message.</summary>
    public ControlsUnavailableException()
        : base("The controls could not be read lately.")
    {
    }

    /// <summary>With a message.</summary>
    public ControlsUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public ControlsUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
