package io.cardport.app.sealing;

/** Something that encrypts and decrypts with authentication. Safe for use by many threads. */
public interface Sealing {
    /**
     * Encrypts.
     *
     * @param where where the value will stand
     * @param clear the value
     * @return what may be stored, different each time
     */
    byte[] seal(Place where, byte[] clear);

    /**
     * Decrypts.
     *
     * @param where where the value stands
     * @param sealed what {@link #seal} gave
     * @return the value
     * @throws SealBroken when it was changed, stands in another place, or its key is not here
     */
    byte[] unseal(Place where, byte[] sealed);
}
