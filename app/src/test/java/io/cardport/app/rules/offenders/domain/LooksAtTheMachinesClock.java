package io.cardport.app.rules.offenders.domain;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** As if time and chance did not come in through ports. */
final class LooksAtTheMachinesClock {
    Instant now() {
        return Instant.now();
    }

    long millis() {
        return System.currentTimeMillis();
    }

    String id() {
        return UUID.randomUUID().toString();
    }

    Random dice() {
        return new Random();
    }
}
