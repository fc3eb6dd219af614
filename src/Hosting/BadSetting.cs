using Microsoft.Extensions.Options;

namespace Payouts.Hosting;

/// <summary>What stops a host for an error that shows only when a setting is used.</summary>
public static class BadSetting
{
    /// <summary>The message is the sentence, which names the setting.</summary>
    public static OptionsValidationException Exception(string name, string sentence) => new(name, typeof(SettingReader), [sentence]);
}
