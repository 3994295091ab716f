package io.cardport.signatures;

/** What became of checking a message. */
public sealed interface Verification {
    /**
     * Right in everything that the policy asks for, and not seen before.
     *
     * @param signature what was checked
     */
    record Verified(Checked signature) implements Verification {}

    /**
     * Right in everything, but its nonce was seen before: a repetition, which may never run anything.
     *
     * @param signature what was checked
     */
    record Replayed(Checked signature) implements Verification {}

    /**
     * Not right.
     *
     * @param failure the first thing that was wrong
     */
    record Refused(Failure failure) implements Verification {}

    /**
     * A signature that holds.
     *
     * @param label its label in this message
     * @param key the key that made it
     * @param parameters what it covers and says
     */
    record Checked(String label, VerificationKey key, SignatureParameters parameters) {
        /**
         * Whether a component was covered.
         *
         * @param component with exactly its parameters
         * @return true when it was
         */
        public boolean covers(Component component) {
            return parameters.components().contains(component);
        }
    }
}
