package io.cardport.app.rest.view;

import io.cardport.domain.operation.Failure;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Why something failed.
 *
 * @param code a stable word
 * @param message the issuer's own words, may be empty
 */
@Schema(name = "Failure")
public record FailureView(String code, String message) {
    static FailureView of(Failure failure) {
        return new FailureView(failure.code(), failure.message());
    }
}
