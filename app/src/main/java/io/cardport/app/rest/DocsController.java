package io.cardport.app.rest;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;

/** The API document for reading. Its page may load from this gateway only; its content policy says so to the browser. */
@Controller("/docs")
@Secured(SecurityRule.IS_ANONYMOUS)
@Hidden
final class DocsController {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Cardport API</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/openapi/views/swagger-ui/res/swagger-ui.css">
            </head>
            <body>
            <div id="api"></div>
            <script src="/openapi/views/swagger-ui/res/swagger-ui-bundle.js"></script>
            <script src="/docs/start.js"></script>
            </body>
            </html>
            """;
    private static final String START = """
            SwaggerUIBundle({url: '/openapi/cardport.yml', dom_id: '#api', deepLinking: true, validatorUrl: null});
            """;

    @Get(produces = MediaType.TEXT_HTML)
    HttpResponse<String> page() {
        return HttpResponse.ok(PAGE)
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }

    @Get(value = "/start.js", produces = "text/javascript")
    String start() {
        return START;
    }
}
