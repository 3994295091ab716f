package io.cardport.signatures;

/** What became of signing a message. */
public sealed interface Signing {
    /**
     * The message was signed.
     *
     * @param label the signature's label
     * @param input the label's member of Signature-Input, as {@code label=(…);…}
     * @param signature the label's member of Signature, as {@code label=:…:}
     */
    record Signed(String label, String input, String signature) implements Signing {
        /**
         * Adds the signature beside those that are there.
         *
         * @param headers a header section
         * @return it with a line more of Signature-Input and Signature
         */
        public Fields addTo(Fields headers) {
            return headers.with("Signature-Input", input).with("Signature", signature);
        }
    }

    /**
     * It could not be signed.
     *
     * @param failure why: a component that is absent, unusable, unknown or there twice
     */
    record Unsigned(Failure failure) implements Signing {}
}
