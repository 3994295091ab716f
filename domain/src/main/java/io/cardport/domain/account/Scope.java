package io.cardport.domain.account;

import io.cardport.domain.id.DistributorId;

/** Whose resources a caller can see; foreign and missing ones look the same. */
public sealed interface Scope {
    /**
     * One distributor's.
     *
     * @param distributor whose
     */
    record Own(DistributorId distributor) implements Scope {}

    /** Everybody's: admins and jobs. */
    record Everything() implements Scope {}
}
