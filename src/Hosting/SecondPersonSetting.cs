namespace Payouts.Hosting;

/// <summary><c>Controls__SecondPerson</c>: silos go by it, and gateways say what follows from it.</summary>
public static class SecondPersonSetting
{
    /// <summary>Reads it. An error is collected in <paramref name="read"/>.</summary>
    /// <param name="read">Collects the error.</param>
    /// <returns>Whether a second person is required; <see langword="null"/> where it is not set: then everywhere but in Development.</returns>
    public static bool? Read(SettingReader read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return read.Text("Controls__SecondPerson") is null ? null : read.OneOf("Controls__SecondPerson", "required", "required", "off") == "required";
    }
}
