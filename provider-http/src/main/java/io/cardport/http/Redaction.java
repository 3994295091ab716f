package io.cardport.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blanks secrets in bodies that are kept, such as transcripts and stored deliveries. Two nets: fields of JSON, forms
 * and header lines whose name says they are secret; runs of 13 to 19 digits, also grouped by blanks or hyphens, that
 * begin like a payment card and pass the Luhn check (ISO/IEC 7812-1 annex B). One in ten other numbers of that shape is
 * blanked too, so ids that must be read again are taken out before.
 */
public final class Redaction {
    private static final String BLANK = "[redacted]";
    private static final int SHORTEST_PAN = 13;
    private static final int LONGEST_PAN = 19;
    private static final Set<String> SECRET_NAMES = Set.of(
            "pin",
            "newpin",
            "oldpin",
            "pinblock",
            "cvv",
            "cvv2",
            "cvc",
            "cvc2",
            "cvn",
            "csc",
            "pan",
            "otp",
            "jwt",
            "auth",
            "xauth",
            "key",
            "signature",
            "hmac",
            "xhmac",
            "cookie",
            "setcookie",
            "track1",
            "track2",
            "cavv",
            "tokennumber",
            "cardno");
    private static final Set<String> SECRET_PARTS = Set.of(
            "token",
            "secret",
            "password",
            "passwd",
            "passcode",
            "authorization",
            "authtoken",
            "apikey",
            "accesskey",
            "privatekey",
            "cardnumber",
            "securitycode",
            "encryptedpayload",
            "cvv",
            "otpcode",
            "verificationcode");
    private static final Pattern QUOTED_FIELD = Pattern.compile(
            "\"([^\"\\\\]{1,64})\"(\\s{0,16}+:\\s{0,16}+)(\"(?:[^\"\\\\]|\\\\.)*+\"?|[^\\s,}\\]\"]++)", Pattern.DOTALL);
    private static final Pattern FORM_FIELD = Pattern.compile("(?<![\\w-])([\\w.-]{1,64}+)=([^&\\s\"]*+)");
    private static final Pattern HEADER_LINE =
            Pattern.compile("^([A-Za-z][\\w-]{0,63}+):([^\\r\\n]*+)", Pattern.MULTILINE);

    private Redaction() {}

    /**
     * Blanks a body.
     *
     * @param body bytes of any kind; what is not UTF-8 is read with replacement characters
     * @return a text that may be kept
     */
    public static String of(byte[] body) {
        return switch (Json.read(body)) {
            case JsonReading.Parsed parsed ->
                parsed.root()
                        .node()
                        .map(root -> new String(Json.write(blank(root.deepCopy())), StandardCharsets.UTF_8))
                        .map(Redaction::blankCardNumbers)
                        .orElse("null");
            case JsonReading.Malformed malformed -> ofText(new String(body, StandardCharsets.UTF_8));
        };
    }

    /**
     * Blanks a text that is no whole JSON value: a cut body, a form, a transcript with headers.
     *
     * @param text any text
     * @return a text that may be kept
     */
    public static String ofText(String text) {
        String quoted = replaceSecrets(QUOTED_FIELD, text, "\"", "\"", '"');
        String forms = replaceSecrets(FORM_FIELD, quoted, "", "=", ' ');
        String headers = replaceSecrets(HEADER_LINE, forms, "", ": ", ' ');
        return blankCardNumbers(headers);
    }

    private static JsonNode blank(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name :
                    object.properties().stream().map(Map.Entry::getKey).toList()) {
                object.set(name, isSecret(name) ? TextNode.valueOf(BLANK) : blank(object.get(name)));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, blank(array.get(i)));
            }
        }
        return node;
    }

    private static String replaceSecrets(Pattern pattern, String text, String before, String after, char quote) {
        Matcher matcher = pattern.matcher(text);
        var result = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            if (isSecret(name)) {
                String replacement = quote == '"'
                        ? before + name + after + matcher.group(2) + quote + BLANK + quote
                        : before + name + after + BLANK;
                matcher.appendReplacement(result, Matcher.quoteReplacement(replacement));
            }
        }
        return matcher.appendTail(result).toString();
    }

    private static boolean isSecret(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return SECRET_NAMES.contains(plain) || SECRET_PARTS.stream().anyMatch(plain::contains);
    }

    static String blankCardNumbers(String text) {
        var result = new StringBuilder(text);
        int start = 0;
        while (start < text.length()) {
            if (!isDigit(text.charAt(start))) {
                start++;
                continue;
            }
            int end = endOfRun(text, start);
            blankNumbers(text, start, end, result);
            start = end;
        }
        return result.toString();
    }

    /** A run is digits with at most one blank or hyphen between two of them. */
    private static int endOfRun(String text, int start) {
        int end = start + 1;
        while (end < text.length()) {
            if (isDigit(text.charAt(end))) {
                end++;
            } else if ((text.charAt(end) == ' ' || text.charAt(end) == '-')
                    && end + 1 < text.length()
                    && isDigit(text.charAt(end + 1))) {
                end += 2;
            } else {
                return end;
            }
        }
        return end;
    }

    private static void blankNumbers(String text, int start, int end, StringBuilder result) {
        var places = new int[end - start];
        int digits = 0;
        for (int i = start; i < end; i++) {
            if (isDigit(text.charAt(i))) {
                places[digits++] = i;
            }
        }
        for (int first = 0; first + SHORTEST_PAN <= digits; first++) {
            for (int length = SHORTEST_PAN; length <= LONGEST_PAN && first + length <= digits; length++) {
                if (standsAlone(text, places[first], places[first + length - 1])
                        && passesLuhn(text, places, first, length)) {
                    for (int i = first; i < first + length; i++) {
                        result.setCharAt(places[i], '*');
                    }
                }
            }
        }
    }

    /** Digits that go on to the left or right make another number, unless they are too many for any number we know. */
    private static boolean standsAlone(String text, int first, int last) {
        int left = first;
        while (left > 0 && isDigit(text.charAt(left - 1)) && first - left <= LONGEST_PAN) {
            left--;
        }
        int right = last;
        while (right + 1 < text.length() && isDigit(text.charAt(right + 1)) && right - last <= LONGEST_PAN) {
            right++;
        }
        return (left == first && right == last) || right - left >= LONGEST_PAN && isContiguous(text, first, last);
    }

    private static boolean isContiguous(String text, int first, int last) {
        for (int i = first; i <= last; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean passesLuhn(String text, int[] places, int first, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(places[first + length - 1 - i]) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        char leading = text.charAt(places[first]);
        return sum % 10 == 0 && leading >= '2' && leading <= '6';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
