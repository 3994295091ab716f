package io.cardport.domain.delivery;

import io.cardport.domain.id.CardId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.webhook.OneTimePassword;
import java.time.Instant;

/** Writes one-time passwords, in the form of an event without a version. */
@FunctionalInterface
public interface OneTimePasswordBody {
    /**
     * Writes one, without leaving a copy of the password anywhere else.
     *
     * @param event its id
     * @param card which card it is for
     * @param password the password
     * @param at when it arrived, in database time
     * @return UTF-8 JSON, which the caller wipes
     */
    byte[] write(EventId event, CardId card, OneTimePassword password, Instant at);
}
