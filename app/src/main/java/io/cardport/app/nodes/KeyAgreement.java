package io.cardport.app.nodes;

/** All nodes seal with one key, and with a new one only when each of them reads it. */
@FunctionalInterface
public interface KeyAgreement {
    /**
     * Seals with the key that the house has agreed on from now on. Where this node's key file begins with a key that nobody
     * has used, proposes that one.
     *
     * @param node this node
     */
    void follow(ThisNode node);
}
