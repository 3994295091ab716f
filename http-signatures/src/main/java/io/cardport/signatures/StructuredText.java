package io.cardport.signatures;

import java.math.BigDecimal;
import java.util.Map;
import org.greenbytes.http.sfv.BooleanItem;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.DecimalItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.OuterList;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.StringItem;
import org.greenbytes.http.sfv.TokenItem;
import org.greenbytes.http.sfv.Type;

/**
 * Serializes structured fields (RFC 8941 section 4.1). The library's own way is not used for fields, because it drops
 * the zeros after a decimal point: 1.05 and 1.5 would come out alike and have the same signature.
 */
final class StructuredText {
    private StructuredText() {}

    static String of(Type<?> value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    static void append(StringBuilder text, Type<?> value) {
        switch (value) {
            case Dictionary dictionary -> dictionary(text, dictionary);
            case OuterList list -> {
                String between = "";
                for (ListElement<?> member : list.get()) {
                    element(text.append(between), member);
                    between = ", ";
                }
            }
            case ListElement<?> one -> element(text, one);
            default -> throw new IllegalStateException("no structured field: " + value.getClass());
        }
    }

    private static void dictionary(StringBuilder text, Dictionary dictionary) {
        String between = "";
        for (Map.Entry<String, ListElement<?>> member : dictionary.get().entrySet()) {
            text.append(between).append(member.getKey());
            if (Boolean.TRUE.equals(member.getValue().get())) {
                parameters(text, member.getValue().getParams());
            } else {
                element(text.append('='), member.getValue());
            }
            between = ", ";
        }
    }

    private static void element(StringBuilder text, ListElement<?> element) {
        if (element instanceof InnerList list) {
            text.append('(');
            String between = "";
            for (Item<?> item : list.get()) {
                element(text.append(between), item);
                between = " ";
            }
            text.append(')');
        } else if (element instanceof Item<?> item) {
            bare(text, item);
        }
        parameters(text, element.getParams());
    }

    private static void parameters(StringBuilder text, Parameters parameters) {
        for (Map.Entry<String, Item<?>> parameter : parameters.entrySet()) {
            text.append(';').append(parameter.getKey());
            if (!Boolean.TRUE.equals(parameter.getValue().get())) {
                bare(text.append('='), parameter.getValue());
            }
        }
    }

    private static void bare(StringBuilder text, Item<?> item) {
        switch (item) {
            case IntegerItem integer -> text.append(integer.getAsLong());
            case DecimalItem decimal -> {
                BigDecimal shortest = decimal.get().stripTrailingZeros();
                text.append((shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString());
            }
            case StringItem string -> StringItem.valueOf(string.get()).serializeTo(text);
            case TokenItem token -> text.append(token.get());
            case BooleanItem flag -> text.append(flag.get() ? "?1" : "?0");
            case ByteSequenceItem bytes ->
                ByteSequenceItem.valueOf(bytes.get().array()).serializeTo(text);
            default -> throw new IllegalStateException("no bare item: " + item.getClass());
        }
    }
}
