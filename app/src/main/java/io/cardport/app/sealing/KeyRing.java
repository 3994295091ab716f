package io.cardport.app.sealing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The master keys of the house. What is sealed names the key that sealed it, so a new first key takes over while older ones
 * still open what they sealed. A cardholder has a data key of its own, stored wrapped by a master key: destroying the
 * wrapped key erases every copy that was sealed with it.
 */
public final class KeyRing implements Sealing {
    private static final int KEY_BYTES = 32;
    private static final String HOLDERS_OWN = "";

    private final Map<String, SealingKey> masters = new LinkedHashMap<>();
    private final String first;
    private volatile String active;
    private final RandomGenerator random;

    /**
     * A key of 32 bytes.
     *
     * @param id 1 to 32 characters of ASCII, never used for another key
     * @param bytes the key; copied by {@link KeyRing}
     */
    public record MasterKey(String id, byte[] bytes) {
        @Override
        public String toString() {
            return "MasterKey[" + id + "]";
        }
    }

    /**
     * Takes the keys.
     *
     * @param keys the active one first
     * @param random fit for keys
     * @throws IllegalArgumentException when there is none or one has not 32 bytes
     */
    public KeyRing(List<MasterKey> keys, RandomGenerator random) {
        for (MasterKey key : keys) {
            if (key.bytes().length != KEY_BYTES || key.id().isEmpty()) {
                throw new IllegalArgumentException("A master key has an id and 32 bytes");
            }
            masters.put(key.id(), new SealingKey(key.bytes()));
        }
        if (masters.isEmpty()) {
            throw new IllegalArgumentException("There is no master key");
        }
        this.first = keys.getFirst().id();
        this.active = first;
        this.random = random;
    }

    /**
     * The key that its owner wants to seal with.
     *
     * @return the id of the first one that it was given
     */
    public String first() {
        return first;
    }

    /**
     * Seals with another of its keys from now on.
     *
     * @param id the key's id
     * @throws SealBroken when it has no such key
     */
    public void sealWith(String id) {
        master(id);
        active = id;
    }

    /**
     * Seals with a certain key.
     *
     * @param id the key's id
     * @param where where it will stand
     * @param clear what to seal
     * @return the sealed form, which names the key
     * @throws SealBroken when it has no such key
     */
    public byte[] sealedBy(String id, Place where, byte[] clear) {
        return SealedForm.seal(master(id), id, where, clear, random);
    }

    @Override
    public byte[] seal(Place where, byte[] clear) {
        return sealedBy(active, where, clear);
    }

    @Override
    public byte[] unseal(Place where, byte[] sealed) {
        return SealedForm.open(master(SealedForm.keyId(sealed)), where, sealed);
    }

    /**
     * Makes a new key and wraps it.
     *
     * @param where where the wrapped key will stand
     * @return the wrapped key
     */
    public byte[] newKey(Place where) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return seal(where, key);
    }

    /**
     * Opens a holder's own key.
     *
     * @param where where the wrapped key stands
     * @param wrapped what {@link #newKey} gave
     * @return what seals and opens with that key alone
     */
    public Sealing holdersOwn(Place where, byte[] wrapped) {
        SealingKey key = new SealingKey(unseal(where, wrapped));
        return new Sealing() {
            @Override
            public byte[] seal(Place at, byte[] clear) {
                return SealedForm.seal(key, HOLDERS_OWN, at, clear, random);
            }

            @Override
            public byte[] unseal(Place at, byte[] sealed) {
                return SealedForm.open(key, at, sealed);
            }
        };
    }

    /**
     * Tells whether a value needs a holder's own key to open.
     *
     * @param sealed any sealed value
     * @return false when a master key opens it
     */
    public static boolean needsHoldersKey(byte[] sealed) {
        return SealedForm.keyId(sealed).equals(HOLDERS_OWN);
    }

    private SealingKey master(String id) {
        SealingKey key = masters.get(id);
        if (key == null) {
            throw new SealBroken("The encryption key " + id + " is used in the database and missing in the key file");
        }
        return key;
    }
}
