package io.cardport.app.rest.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes views: an empty {@link java.util.Optional} as null, an {@link Instant} as RFC 3339 in UTC with milliseconds, numbers
 * of a distributor's own as exactly as it gave them. Equal views give equal bytes.
 */
public final class Json {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new SimpleModule().addSerializer(new Times()))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /**
     * Writes a view.
     *
     * @param view a record of this package, or a map or list of such
     * @return UTF-8 JSON
     */
    public static byte[] bytes(Object view) {
        try {
            return MAPPER.writeValueAsBytes(view);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(view.getClass() + " can't be written", broken);
        }
    }

    /**
     * A view as a tree.
     *
     * @param view as in {@link #bytes}
     * @return its JSON
     */
    public static JsonNode tree(Object view) {
        return MAPPER.valueToTree(view);
    }

    /**
     * Reads JSON that this house has written or checked.
     *
     * @param json well-formed JSON
     * @return its tree
     */
    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored JSON can't be read", broken);
        }
    }

    /**
     * A time as the interface writes it.
     *
     * @param time any time
     * @return such as {@code 2026-11-20T12:00:00.000Z}
     */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    private static final class Times extends StdSerializer<Instant> {
        @Serial
        private static final long serialVersionUID = 1L;

        Times() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(time(time));
        }
    }
}
