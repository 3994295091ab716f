package io.cardport.domain.issuing;

/** The issuer did it and gave nothing. */
public enum Applied {
    /** The only value. */
    APPLIED
}
