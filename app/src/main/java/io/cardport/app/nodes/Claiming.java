package io.cardport.app.nodes;

/** Whether this node may take work that any node could do. */
@FunctionalInterface
public interface Claiming {
    /**
     * Asks.
     *
     * @return false while this node can't tell the others that it lives, or can't read what they write
     */
    boolean allowed();
}
