package io.cardport.uqpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of a delivery what the inbox must not keep: whole card numbers, security codes, one-time passwords. */
final class UqpayBlanking {
    private static final int LONGEST_NUMBER = 40;
    private static final String BLANK = "[blanked]";
    private static final String NUMBER = "card_number";
    /** An activation code is not among them: it is needed to read the delivery again, and the inbox is encrypted. */
    private static final Set<String> SECRETS = Set.of("otp", "cvv", "cvv2", "cvc", "pin", "secret_key", "token");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9 -]*?([0-9]{6})[0-9 -]{3,}([0-9]{4})");

    private UqpayBlanking() {}

    /** Whether there was anything to blank. */
    enum Found {
        /** There was nothing, so that the content may be kept as it came. */
        CLEAN,
        /** There was, and the tree has it no more. */
        BLANKED;

        private Found and(Found other) {
            return this == BLANKED ? this : other;
        }
    }

    /** Blanks a tree in place. */
    static Found of(JsonNode node) {
        Found found = Found.CLEAN;
        if (node instanceof ObjectNode object) {
            for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
                found = found.and(field(object, fields.next()));
            }
        } else if (node.isArray()) {
            for (JsonNode element : node) {
                found = found.and(of(element));
            }
        }
        return found;
    }

    private static Found field(ObjectNode object, Map.Entry<String, JsonNode> field) {
        JsonNode value = field.getValue();
        if (value.isContainerNode()) {
            return of(value);
        }
        String name = field.getKey().toLowerCase(Locale.ROOT);
        if (SECRETS.contains(name)) {
            field.setValue(object.textNode(BLANK));
            return Found.BLANKED;
        }
        if (name.endsWith(NUMBER)) {
            field.setValue(object.textNode(blankNumber(value.asText())));
            return Found.BLANKED;
        }
        return Found.CLEAN;
    }

    /** UQPAY masks numbers itself; one that is whole is masked the same way. */
    private static String blankNumber(String number) {
        if (number.length() > LONGEST_NUMBER) {
            return BLANK;
        }
        Matcher whole = WHOLE_NUMBER.matcher(number);
        return whole.matches() ? whole.group(1) + "****" + whole.group(2) : number;
    }
}
