using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Payouts.Console.Tests;

/// <summary>Forms as a browser sends them.</summary>
internal static class Forms
{
    /// <summary>What the form that has a button sends when it is pressed.</summary>
    public static async Task<HttpResponseMessage> PressAsync(HttpClient http, IDocument page, string button, params (string Name, string Value)[] typed)
    {
        var pressed = page.QuerySelectorAll<IHtmlButtonElement>("main button").First(one => one.TextContent.Trim() == button);
        var form = pressed.Form!;
        var fields = form.Elements.OfType<IHtmlInputElement>().Where(field => field.Name is { Length: > 0 } && (field.Type is not ("checkbox" or "radio") || field.IsChecked)).Select(field => (Name: field.Name!, field.Value))
            .Concat(form.Elements.OfType<IHtmlSelectElement>().Select(field => (Name: field.Name!, Value: field.Value ?? "")))
            .Where(field => typed.All(one => one.Name != field.Name)).Concat(typed);
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await http.PostAsync(pressed.GetAttribute("formaction") ?? form.GetAttribute("action"), content);
    }

    /// <summary>The page that an answer is.</summary>
    public static async Task<IDocument> PageAsync(this HttpResponseMessage answer) => await ConsoleApp.ParseAsync(await answer.Content.ReadAsStringAsync());

    /// <summary>What a reader sees of an element, with single spaces.</summary>
    public static string Words(this IElement? element) => string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
