package io.cardport.app.admin;

import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.domain.account.Actor;
import io.cardport.domain.id.AdminId;
import io.micronaut.security.authentication.Authentication;

/** The admin who is calling. */
final class Caller {
    private Caller() {}

    /**
     * The admin as an actor.
     *
     * @throws io.cardport.app.rest.ProblemException when somebody else than an admin got here
     */
    static Actor of(Authentication authentication) {
        return AdminId.parse(authentication.getName())
                .map(Actor.OfAdmin::new)
                .orElseThrow(() -> Problem.of(ProblemCode.UNAUTHENTICATED).exception());
    }
}
