package io.cardport.app.sealing;

/** A sealed value does not open: changed, moved to another place, or its key is missing. It names no content. */
public final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealBroken(String what) {
        super(what);
    }
}
