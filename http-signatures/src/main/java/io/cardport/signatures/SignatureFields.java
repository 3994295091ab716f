package io.cardport.signatures;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;

/** The Signature-Input and Signature fields of a message, read strictly (RFC 9421 section 4). */
final class SignatureFields {
    static final String INPUT = "signature-input";
    static final String SIGNATURE = "signature";

    private final Map<String, ListElement<?>> inputs;
    private final Map<String, ListElement<?>> signatures;

    private SignatureFields(Map<String, ListElement<?>> inputs, Map<String, ListElement<?>> signatures) {
        this.inputs = inputs;
        this.signatures = signatures;
    }

    /** The fields, or why they cannot be used. */
    sealed interface Reading {
        record Read(SignatureFields fields) implements Reading {}

        record Failed(Failure failure) implements Reading {}
    }

    /** One signature of a message, or why it cannot be used. */
    sealed interface One {
        /** Identifiers stand as the base repeats them. */
        record Chosen(String label, SignatureParameters parameters, List<String> identifiers, byte[] signature)
                implements One {}

        record Failed(Failure failure) implements One {}
    }

    static Reading read(Fields headers, int limit) {
        List<String> input = headers.all(INPUT);
        List<String> signature = headers.all(SIGNATURE);
        if (input.isEmpty() && signature.isEmpty()) {
            return new Reading.Failed(Failure.NOT_SIGNED);
        }
        if (input.isEmpty() || signature.isEmpty()) {
            return new Reading.Failed(Failure.LABELS_DIFFER);
        }
        if (length(input) > limit || length(signature) > limit) {
            return new Reading.Failed(Failure.SIGNATURE_FIELDS_MALFORMED);
        }
        try {
            Dictionary inputs = new Parser(input).parseDictionary();
            Dictionary signatures = new Parser(signature).parseDictionary();
            // The library keeps the last of two members or parameters of one name, as RFC 8941 says; RFC 9421 forbids
            // two labels, and two parameters would let two readers see two signatures.
            if (Separators.of(input).differ(inputs) || Separators.of(signature).differ(signatures)) {
                return new Reading.Failed(Failure.DUPLICATE_MEMBER);
            }
            return new Reading.Read(new SignatureFields(inputs.get(), signatures.get()));
        } catch (ParseException malformed) {
            return new Reading.Failed(Failure.SIGNATURE_FIELDS_MALFORMED);
        }
    }

    /** Of all lines together, with what would join them. */
    static int length(List<String> lines) {
        int length = 0;
        for (String line : lines) {
            length += line.length() + 1;
        }
        return length;
    }

    /** The label that the policy means. */
    One choose(Optional<String> label, Optional<String> tag) {
        if (!inputs.keySet().equals(signatures.keySet())) {
            return new One.Failed(Failure.LABELS_DIFFER);
        }
        List<String> candidates = new ArrayList<>(1);
        for (var input : inputs.entrySet()) {
            boolean labelled = label.isEmpty() || label.get().equals(input.getKey());
            if (labelled && (tag.isEmpty() || tag.equals(tagOf(input.getValue())))) {
                candidates.add(input.getKey());
            }
        }
        if (candidates.size() != 1) {
            return new One.Failed(candidates.isEmpty() ? Failure.NO_SUCH_SIGNATURE : Failure.SEVERAL_SIGNATURES);
        }
        return one(candidates.getFirst());
    }

    private static Optional<String> tagOf(ListElement<?> input) {
        return input.getParams().get("tag") instanceof org.greenbytes.http.sfv.StringItem tag
                ? Optional.of(tag.get())
                : Optional.empty();
    }

    private One one(String label) {
        if (!(inputs.get(label) instanceof InnerList list)
                || !(signatures.get(label) instanceof ByteSequenceItem bytes)
                || !bytes.getParams().isEmpty()) {
            return new One.Failed(Failure.SIGNATURE_FIELDS_MALFORMED);
        }
        List<Component> components = new ArrayList<>(list.get().size());
        List<String> identifiers = new ArrayList<>(list.get().size());
        for (Item<?> item : list.get()) {
            Optional<Component> component = Component.read(item);
            if (component.isEmpty()) {
                return new One.Failed(Failure.COMPONENT_UNKNOWN);
            }
            components.add(component.get());
            // The name of a defined component holds nothing that would be escaped.
            identifiers.add(item.getParams().isEmpty() ? '"' + component.get().name() + '"' : item.serialize());
        }
        SignatureParameters.Draft draft = SignatureParameters.covering(components);
        for (var parameter : list.getParams().entrySet()) {
            if (!draft.take(parameter.getKey(), parameter.getValue())) {
                return new One.Failed(Failure.PARAMETER_UNKNOWN);
            }
        }
        ByteBuffer raw = bytes.get();
        byte[] signature = new byte[raw.remaining()];
        raw.get(signature);
        String written = list.getParams()
                .serializeTo(new StringBuilder("(")
                        .append(String.join(" ", identifiers))
                        .append(')'))
                .toString();
        return new One.Chosen(label, new SignatureParameters(draft, written), identifiers, signature);
    }
}
