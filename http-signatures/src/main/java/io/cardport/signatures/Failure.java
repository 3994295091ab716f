package io.cardport.signatures;

/** Why a message was refused, or could not be signed: the whole list. */
public enum Failure {
    /** There is neither a Signature nor a Signature-Input field. */
    NOT_SIGNED,
    /** A signature field is larger than the policy allows, or no structured field of the form of RFC 9421 section 4. */
    SIGNATURE_FIELDS_MALFORMED,
    /** A label, or a parameter of one signature or component, is there twice. */
    DUPLICATE_MEMBER,
    /** A label is in one of the two fields and not in the other (section 4). */
    LABELS_DIFFER,
    /** No signature carries the label or tag that the policy asks for. */
    NO_SUCH_SIGNATURE,
    /** Several signatures could be meant and the policy names none of them. */
    SEVERAL_SIGNATURES,
    /** A signature parameter is not of section 2.3, or its value is of a wrong type or form. */
    PARAMETER_UNKNOWN,
    /** A covered component has a name or parameter, or a combination of them, that RFC 9421 does not define. */
    COMPONENT_UNKNOWN,
    /** A component is covered twice (section 2). */
    COMPONENT_DUPLICATE,
    /** A trailer is covered and the policy does not take trailers. */
    TRAILER_REFUSED,
    /** A component that the policy requires is not covered. */
    COMPONENT_MISSING,
    /** A covered component is not in the message. */
    COMPONENT_ABSENT,
    /** A covered component has no single usable value: a repeated query parameter, a line break, a malformed member. */
    COMPONENT_UNUSABLE,
    /** There is no {@code keyid}. */
    KEY_ID_MISSING,
    /** Nobody knows the key, or it is not valid now. */
    KEY_UNKNOWN,
    /** The {@code alg} parameter names another algorithm than the one that the key is bound to. */
    ALGORITHM_NOT_OF_THE_KEY,
    /** The key's algorithm is not one that the policy takes. */
    ALGORITHM_REFUSED,
    /** There is no {@code created}. */
    CREATED_MISSING,
    /** {@code created} is longer ago than the policy allows. */
    CREATED_STALE,
    /** {@code created} is further ahead than clocks may differ. */
    CREATED_IN_THE_FUTURE,
    /** There is no {@code expires}, which the policy requires. */
    EXPIRES_MISSING,
    /** {@code expires} has passed. */
    EXPIRED,
    /** There is no {@code nonce}, which the policy requires. */
    NONCE_MISSING,
    /** The {@code nonce} is longer than the policy allows, or empty. */
    NONCE_UNUSABLE,
    /** The signature has not the length that its algorithm gives, such as ECDSA in DER. */
    SIGNATURE_LENGTH,
    /** The signature is not one of this key over this message. */
    SIGNATURE_WRONG,
    /** The message has a body and no digest field of the kind that the policy requires. */
    DIGEST_MISSING,
    /** The digest field is no dictionary of byte sequences (RFC 9530 section 2). */
    DIGEST_MALFORMED,
    /** The digest field names no algorithm that is known here. */
    DIGEST_UNKNOWN,
    /** A digest is not that of the bytes received. */
    DIGEST_WRONG
}
