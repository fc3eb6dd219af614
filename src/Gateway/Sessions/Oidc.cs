using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Payouts.Console.Shell;
using Payouts.Gateway.Http;

namespace Payouts.Gateway.Sessions;

/// <summary>Signing in at the identity provider: OpenID Connect, authorization code with PKCE.</summary>
internal static partial class Oidc
{
    private const string Scheme = "oidc";
    private const string Start = "/sign-in/oidc";
    private const string Callback = $"{Start}/callback";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds the scheme.</summary>
    public static void AddOidc(this AuthenticationBuilder authentication, OidcSettings settings, Roles roles) =>
        authentication.AddOpenIdConnect(Scheme, options =>
        {
            options.Authority = settings.Authority.ToString();
            options.RequireHttpsMetadata = settings.Authority.Scheme == Uri.UriSchemeHttps;
            options.ClientId = settings.ClientId;
            options.ClientSecret = settings.ClientSecret;
            options.ResponseType = OpenIdConnectResponseType.Code;
            // With form_post the answer would be a post from another site, to which a browser adds no Lax cookie.
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.CallbackPath = $"/console{Callback}";
            options.SignInScheme = SessionScheme.Name;
            options.Scope.Add("email");
            options.MapInboundClaims = false;
            options.BackchannelTimeout = Patience;
            options.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
            foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            {
                (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.Always);
            }

            AddEvents(options.Events, settings, roles);
        });

    /// <summary>Maps where it begins, and where the identity provider sends the browser back to.</summary>
    public static void MapOidc(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Start, async Task<IResult> (HttpContext http, string? returnUrl, ILogger<OidcSettings> logger) =>
        {
            var wanted = LocalPath.OrHome(returnUrl);
            try
            {
                await http.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = wanted });
                return Results.Empty;
            }
            catch (InvalidOperationException exception)
            {
                Log.OutOfReach(logger, exception.GetBaseException().Message);
                return SignInFailure.Of(SignInFailure.Provider, wanted);
            }
        });
        routes.MapGet(Callback, async Task (HttpContext http, IAuthenticationHandlerProvider handlers) =>
            await ((IAuthenticationRequestHandler)(await handlers.GetHandlerAsync(http, Scheme))!).HandleRequestAsync());
    }

    private static void AddEvents(OpenIdConnectEvents events, OidcSettings settings, Roles roles)
    {
        events.OnRedirectToIdentityProvider = context =>
        {
            context.ProtocolMessage.AcrValues = settings.RequiredAcr;
            return Task.CompletedTask;
        };
        events.OnTokenValidated = context =>
        {
            var services = context.HttpContext.RequestServices;
            if (context.Principal is { } claims && SessionOf(claims, settings, roles, services.GetRequiredService<TimeProvider>().GetUtcNow()) is { } session)
            {
                context.Principal = session.ToPrincipal();
                return Task.CompletedTask;
            }

            context.HandleResponse();
            Log.NotEnough(services.GetRequiredService<ILogger<OidcSettings>>());
            return SignInFailure.Of(SignInFailure.Refused, LocalPath.OrHome(context.Properties?.RedirectUri)).ExecuteAsync(context.HttpContext);
        };
        events.OnTicketReceived = async context =>
        {
            context.HandleResponse();

            // Without the properties of the exchange, which would make the cookie long.
            await SignInLog.BeginAsync(context.HttpContext, Session.Of(context.Principal)!);
            await new SeeOther(LocalPath.OrHome(context.ReturnUri)).ExecuteAsync(context.HttpContext);
        };
        events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            Log.Refused(context.HttpContext.RequestServices.GetRequiredService<ILogger<OidcSettings>>(), context.Failure?.GetType().Name, context.Failure?.Message);
            return SignInFailure.Of(SignInFailure.Refused, LocalPath.OrHome(context.Properties?.RedirectUri)).ExecuteAsync(context.HttpContext);
        };
    }

    /// <summary>The session of a validated ID token, or <see langword="null"/> if it is not enough for one.</summary>
    private static Session? SessionOf(ClaimsPrincipal token, OidcSettings settings, Roles roles, DateTimeOffset now) =>
        token.FindFirstValue("email") is { } email && TextRules.Free(Session.Fold(email), Session.MostOfAPerson) is null
        && string.Equals(token.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase)
        && (settings.RequiredAcr is null || token.FindFirstValue("acr") == settings.RequiredAcr)
        && token.FindAll(settings.RoleClaim).Select(role => role.Value).Where(roles.Has).Distinct().ToArray() is { Length: > 0 } known
            ? new(SignInWay.Oidc, Session.Fold(email), null, [.. known], now)
            : null;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The identity provider is out of reach: {Why}")]
        public static partial void OutOfReach(ILogger logger, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in at the identity provider was refused: the ID token has no verified e-mail, none of our roles, or not the acr of Oidc__RequiredAcr")]
        public static partial void NotEnough(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in at the identity provider was refused: {Error}: {Why}")]
        public static partial void Refused(ILogger logger, string? error, string? why);
    }
}
