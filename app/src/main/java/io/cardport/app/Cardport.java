package io.cardport.app;

import io.cardport.app.boot.Launch;
import io.cardport.app.boot.StartRefused;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** The gateway's entry point. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Cardport",
                        version = "1",
                        description = "One card-issuing API over interchangeable issuers.",
                        license = @License(name = "Apache-2.0")),
        security = @SecurityRequirement(name = "apiKey"))
@SecurityScheme(
        name = "apiKey",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        paramName = "X-Api-Key",
        description = "With X-Access-Key beside it; or an RFC 9421 signature instead of both.")
@SecurityScheme(
        name = "adminToken",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "The token of a named admin, for paths below /admin/v1.")
public final class Cardport {
    /** Exit code of a start that was refused with a sentence. */
    private static final int REFUSED = 2;

    private Cardport() {}

    /**
     * Starts the gateway and returns once it listens; the process ends on a signal.
     *
     * @param args the flags of {@code ./cardport up}
     */
    public static void main(String[] args) {
        try {
            Launch.up(args);
        } catch (StartRefused refused) {
            System.err.println("cardport: " + refused.sentence());
            System.exit(REFUSED);
        }
    }
}
