using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Push.Apns.Packages;
using Push.Grains.Notifications;

namespace Push.Silo.Http;

/// <summary>
/// Answers a request that can't be done as asked with problem details (RFC 9457) whose type, <c>urn:push:…</c>, programs
/// can rely on. What Apple refuses is no problem of the request and never comes here.
/// </summary>
internal sealed class RequestProblems(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (Describe(exception, BodyProblems.Of(context)) is not { } problem)
            return false;
        context.Response.StatusCode = problem.Status!.Value;
        await problems.WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
        return true;
    }

    /// <summary>Routing refuses other content types by a status alone, which says nothing to who forgot to name his.</summary>
    public static async Task ExplainAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        if (http.Response.StatusCode != StatusCodes.Status415UnsupportedMediaType) return;
        var problem = Of(http.Response.StatusCode, nameof(RequestFault.Malformed), "The body must be JSON, with the content type application/json.");
        await http.RequestServices.GetRequiredService<IProblemDetailsService>()
            .WriteAsync(new ProblemDetailsContext { HttpContext = http, ProblemDetails = problem });
    }

    private static ProblemDetails? Describe(Exception exception, BodyProblems body) => exception switch
    {
        PushRequestException request => Of(StatusOf(request.Fault), request.Fault.ToString(), request.Message),
        PackageException package => Of(StatusCodes.Status422UnprocessableEntity, "InvalidPackage", package.Message),
        BadHttpRequestException { InnerException: JsonException json } =>
            Of(StatusCodes.Status400BadRequest, nameof(RequestFault.Malformed), body.Describe(json)),
        BadHttpRequestException bad => Of(bad.StatusCode, nameof(RequestFault.Malformed), body.Describe(bad)),
        TimeoutException => Of(StatusCodes.Status504GatewayTimeout, "TimedOut",
            "The cluster gave no answer in time. The request may have been carried out; it can be repeated."),
        _ => null,
    };

    private static int StatusOf(RequestFault fault) => fault switch
    {
        RequestFault.UnknownApp or RequestFault.UnknownCampaign or RequestFault.UnknownDevice or RequestFault.UnknownPass or RequestFault.UnknownSigner =>
            StatusCodes.Status404NotFound,
        RequestFault.DifferentSpec or RequestFault.WrongState or RequestFault.ImportIncomplete or RequestFault.DifferentImport or RequestFault.EmptyAudience
            or RequestFault.DecisionNeeded or RequestFault.ChannelLimit =>
            StatusCodes.Status409Conflict,
        RequestFault.CursorTooOld => StatusCodes.Status410Gone,
        _ => StatusCodes.Status400BadRequest,
    };

    private static ProblemDetails Of(int status, string fault, string detail) => new()
    {
        Status = status,
        Type = "urn:push:" + JsonNamingPolicy.KebabCaseLower.ConvertName(fault),
        Title = JsonNamingPolicy.SnakeCaseLower.ConvertName(fault).Replace('_', ' '),
        Detail = detail,
    };
}
