package io.cardport.app.rules.offenders.domain;

import org.slf4j.LoggerFactory;

/** As if the domain knew a framework. */
final class KnowsALogger {
    String name() {
        return LoggerFactory.getLogger(KnowsALogger.class).getName();
    }
}
