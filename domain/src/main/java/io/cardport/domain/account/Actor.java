package io.cardport.domain.account;

import io.cardport.domain.id.AdminId;
import io.cardport.domain.id.DistributorId;

/** Who asks for something. */
public sealed interface Actor {
    /**
     * A distributor.
     *
     * @param id which
     */
    record OfDistributor(DistributorId id) implements Actor {}

    /**
     * An admin.
     *
     * @param id which
     */
    record OfAdmin(AdminId id) implements Actor {}

    /** Cardport itself: a job, or an issuer's webhook. */
    record System() implements Actor {}

    /**
     * How the actor is written in records and answers.
     *
     * @return an id, or {@code system}
     */
    default String text() {
        return switch (this) {
            case OfDistributor(DistributorId id) -> id.value();
            case OfAdmin(AdminId id) -> id.value();
            case System ignored -> "system";
        };
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param text an actor's text
     * @return the actor
     * @throws IllegalArgumentException when it is no actor's text
     */
    static Actor parse(String text) {
        if (text.equals("system")) {
            return new System();
        }
        return text.startsWith(AdminId.PREFIX)
                ? new OfAdmin(new AdminId(text))
                : new OfDistributor(new DistributorId(text));
    }
}
