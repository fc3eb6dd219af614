using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Payouts.Gateway.Pages;

/// <summary>A page of the gateway's own, light or dark as the reader's system is.</summary>
internal static class HtmlPage
{
    /// <param name="title">Of the page, and its heading.</param>
    /// <param name="content">HTML below the heading.</param>
    public static ContentHttpResult Of(string title, string content) => TypedResults.Content(
        $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{{Encode(title)}}</title>
          <style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light dark; }</style>
        </head>
        <body><h1>{{Encode(title)}}</h1>{{content}}</body>
        </html>

        """,
        "text/html; charset=utf-8");

    /// <summary>Text as HTML.</summary>
    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
