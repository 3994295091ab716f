package io.cardport.proof.forge;

import io.cardport.proof.letters.Letter;
import java.util.List;

/** A way in which an issuer's deliveries are signed, with the real adapter as the judge. */
interface Scheme {
    /** Issuer and scheme. */
    String name();

    /** How dear it is to verify one. */
    Cost cost();

    /** A genuine letter; equal numbers tell the same. */
    Letter genuine(long number);

    /** Every way to forge one. */
    List<Change> changes();

    /** What the adapter makes of it. */
    Verdict judge(Letter letter);

    /** What verifying costs. */
    enum Cost {
        /** Microseconds. */
        HASH,
        /** Near a millisecond. */
        CURVE
    }

    /** Whether a letter is believed. */
    enum Verdict {
        TAKEN,
        REFUSED
    }
}
