package io.cardport.app;

import io.micronaut.runtime.Micronaut;

/** The gateway's entry point. */
public final class Cardport {
    private Cardport() {}

    /**
     * Starts the gateway.
     *
     * @param args the command line, see {@code ./cardport help}
     */
    public static void main(String[] args) {
        Micronaut.run(Cardport.class, args);
    }
}
