package io.cardport.app.rules.offenders.one;

import io.cardport.app.rules.offenders.two.Other;

/** As if an adapter used another one's. */
final class LeansOnAnother {
    Other other() {
        return new Other();
    }
}
