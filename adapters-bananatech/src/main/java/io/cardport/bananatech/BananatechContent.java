package io.cardport.bananatech;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A webhook after its proof, or a record of one: the payload that the MAC covers, and the type that it does not cover
 * (section 2.4). The type is believed only where the payload has the shape of that type.
 */
record BananatechContent(String type, JsonView payload) {
    /** Names joined by a slash: one of them is there. */
    private static final String SHAPES = """
            type                 | has                                   | has not
            USER_CREATE_RESULT   | user_id status                        | card_id template_id transaction_id occur_time
            CARD_APPLY_RESULT    | user_id template_id status            | transaction_id receive_amount refund_amount card_status card_number
            CARD_ASSIGN_RESULT   | status card_id/error_reason           | template_id transaction_id receive_amount refund_amount card_status card_number
            CARD_ACTIVATE_RESULT | card_id card_number status            | transaction_id receive_amount refund_amount card_status
            CARD_STATUS_CHANGE   | card_id card_status status            | transaction_id receive_amount refund_amount card_number
            CARD_CLOSE_RESULT    | card_id refund_amount status          | receive_amount card_status card_number
            CARD_RECHARGE_RESULT | card_id receive_amount status         | refund_amount card_status card_number
            CARD_BALANCE_CHANGE  | card_id available                     | receive_amount refund_amount card_status card_number
            TRANSACTION_CREATED  | card_id                               | receive_amount refund_amount card_status template_id before_available
            CARD_CORRECTION      | card_id                               | receive_amount refund_amount card_status template_id before_available
            CARD_3DS             | card_id                               | receive_amount refund_amount card_status template_id before_available
            CARD_VERIFICATION    | card_id                               | receive_amount refund_amount card_status template_id before_available
            """;

    private static final List<Shape> ALL = SHAPES.lines().skip(1).map(Shape::of).toList();
    private static final int LONGEST_TYPE = 64;

    private record Shape(String type, List<List<String>> has, List<String> hasNot) {
        private static Shape of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Shape(
                    cells[0].strip(),
                    words(cells[1])
                            .map(one -> Arrays.asList(one.split("/", -1)))
                            .toList(),
                    words(cells[2]).toList());
        }

        private static Stream<String> words(String cell) {
            return Stream.of(cell.strip().split(" +", -1)).filter(word -> !word.isEmpty());
        }

        private boolean fits(JsonView payload) {
            return has.stream().allMatch(one -> one.stream().anyMatch(name -> isThere(payload, name)))
                    && hasNot.stream().noneMatch(name -> isThere(payload, name));
        }

        private static boolean isThere(JsonView payload, String name) {
            return payload.at(name).node().isPresent();
        }
    }

    /** Whether the type may be believed. */
    enum Standing {
        /** The payload has the shape of the type. */
        FITS,
        /** The payload is that of another type. */
        LIES,
        /** No such type is known. */
        UNKNOWN
    }

    /** The bytes that stand for a verified delivery; empty where the payload is no object or the type no word. */
    static Optional<byte[]> of(String type, JsonView payload) {
        return payload.node()
                .filter(JsonNode::isObject)
                .filter(object -> type.length() <= LONGEST_TYPE)
                .map(object -> {
                    Map<String, Object> both = new LinkedHashMap<>();
                    both.put("type", type);
                    both.put("payload", object);
                    return Json.write(both);
                });
    }

    /** Reads what {@link #of} wrote. */
    static Optional<BananatechContent> read(byte[] content) {
        return switch (Json.read(content)) {
            case JsonReading.Malformed malformed -> Optional.empty();
            case JsonReading.Parsed(JsonView root) ->
                root.text("type")
                        .filter(type -> root.at("payload")
                                .node()
                                .filter(JsonNode::isObject)
                                .isPresent())
                        .map(type -> new BananatechContent(BananatechWire.bounded(type), root.at("payload")));
        };
    }

    Standing standing() {
        return ALL.stream()
                .filter(shape -> shape.type().equals(type))
                .findFirst()
                .map(shape -> shape.fits(payload) ? Standing.FITS : Standing.LIES)
                .orElse(Standing.UNKNOWN);
    }

    /**
     * What tells the event from all others (section 2.4): type, ids, time and status. Where the type is not believed, or the
     * payload has neither time nor transaction, the payload alone: another type around it makes no other event.
     */
    String dedupe() {
        boolean told = standing() == Standing.FITS
                && (payload.whole("occur_time").isPresent()
                        || payload.word("transaction_id").isPresent()
                        || BananatechLifecycle.event(type) == BananatechLifecycle.EventReading.USER);
        if (!told) {
            return "content:" + digest(payload.node().map(Json::write).orElse(new byte[0]));
        }
        List<String> parts = Stream.concat(
                        Stream.of(type),
                        Stream.of("card_id", "user_id", "transaction_id", "occur_time", "status")
                                .map(name -> payload.word(name).orElse("")))
                .toList();
        return "event:" + digest(Json.write(parts));
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "BananatechContent[" + type + "]";
    }
}
