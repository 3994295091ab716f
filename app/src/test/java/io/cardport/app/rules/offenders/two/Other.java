package io.cardport.app.rules.offenders.two;

/** As if it were another issuer's adapter, or something of ours. */
public final class Other {
    /** Made by offenders. */
    public Other() {}
}
