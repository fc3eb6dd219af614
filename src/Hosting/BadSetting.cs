using Microsoft.Extensions.Options;

namespace Payouts.Hosting;

/// <summary>Stops a host for an error that shows only when a setting is used.</summary>
public static class BadSetting
{
    /// <summary>The message is a sentence that names the setting.</summary>
    public static OptionsValidationException Exception(string name, string sentence) => new(name, typeof(SettingReader), [sentence]);
}
