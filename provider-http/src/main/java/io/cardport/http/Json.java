package io.cardport.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.cardport.http.JsonReading.Fault;
import io.cardport.http.JsonReading.Malformed;
import io.cardport.http.JsonReading.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads and writes the JSON of issuers. Reading is strict UTF-8, refuses a name twice in one object and a second value,
 * goes {@value #DEEPEST} levels deep and takes numbers of up to {@value #LONGEST_NUMBER} characters; it throws nothing.
 * Money stays exact both ways.
 */
public final class Json {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_NAME = 1_000;
    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    /**
     * Reads bytes.
     *
     * @param bytes a body as received
     * @return the value, or which rule the bytes break
     */
    public static JsonReading read(byte[] bytes) {
        return isPlain(bytes) ? parsed(() -> MAPPER.readTree(bytes)) : decoded(bytes);
    }

    /** Begins with an object or array and is ASCII without NUL: such bytes are their own text in UTF-8 and no other encoding. */
    private static boolean isPlain(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != '{' && bytes[0] != '[') {
            return false;
        }
        for (byte one : bytes) {
            if (one <= 0) {
                return false;
            }
        }
        return true;
    }

    private static JsonReading decoded(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new Malformed(Fault.ENCODING);
        }
        if (text.startsWith("\uFEFF")) {
            return new Malformed(Fault.ENCODING);
        }
        if (text.isBlank()) {
            return new Malformed(Fault.EMPTY);
        }
        return parsed(() -> MAPPER.readTree(text));
    }

    /** What may find that a text is not JSON. */
    private interface Parsing {
        JsonNode run() throws IOException;
    }

    private static JsonReading parsed(Parsing parsing) {
        try {
            return new Parsed(new JsonView(Optional.of(parsing.run())));
        } catch (StreamConstraintsException | NumberFormatException tooMuch) {
            // The parser's own word for an exponent beyond the range of int.
            return new Malformed(Fault.LIMITS);
        } catch (JsonProcessingException wrong) {
            return new Malformed(Fault.SYNTAX);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Memory is read", impossible);
        }
    }

    /**
     * Tells from the bytes whether a text could hold a word, so that what certainly lacks it need not be parsed.
     *
     * @param bytes JSON in UTF-8, or anything else
     * @param word in ASCII
     * @return false only where no name and no text in it holds the word; true also where an escape might spell it
     */
    public static boolean mayMention(byte[] bytes, String word) {
        byte[] wanted = word.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < bytes.length; at++) {
            boolean escape = bytes[at] == '\\' && at + 1 < bytes.length && bytes[at + 1] == 'u';
            if (escape
                    || bytes[at] == wanted[0]
                            && at + wanted.length <= bytes.length
                            && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes a value: records (component names are the field names unless annotated), maps, lists, texts, numbers,
     * {@link JsonNode}. Decimals are written plain and with their scale, in scientific notation only where that would take
     * more than {@value #LONGEST_NUMBER} digits; an empty {@link Optional} is left out, and so is a field without a value.
     *
     * @param value what to write
     * @return JSON text in UTF-8
     * @throws IllegalArgumentException when the value's type cannot be written, which is a bug of the caller; the
     *     message names the type only
     */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException(
                    "cannot be written as JSON: " + value.getClass().getName());
        }
    }

    private static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxNameLength(LONGEST_NAME)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .addDecorator((made, generator) -> new BoundedDecimals(generator))
                .build();
        var optionals = new SimpleModule();
        optionals.addSerializer(new OptionalAsItsValue());
        return JsonMapper.builder(factory)
                .addModule(optionals)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .withConfigOverride(
                        Optional.class,
                        it -> it.setInclude(
                                JsonInclude.Value.empty().withValueInclusion(JsonInclude.Include.NON_EMPTY)))
                .build();
    }

    /** A number of a few characters that somebody else wrote may stand for a gigabyte of zeros. */
    private static final class BoundedDecimals extends JsonGeneratorDelegate {
        BoundedDecimals(JsonGenerator generator) {
            super(generator, false);
        }

        @Override
        public void writeNumber(BigDecimal number) throws IOException {
            if (number.precision() + Math.abs((long) number.scale()) > LONGEST_NUMBER) {
                writeNumber(number.toString());
            } else {
                super.writeNumber(number);
            }
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class OptionalAsItsValue extends StdSerializer<Optional> {
        private static final long serialVersionUID = 1L;

        OptionalAsItsValue() {
            super(Optional.class);
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, Optional value) {
            return value.isEmpty();
        }

        @Override
        public void serialize(Optional value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            if (value.isPresent()) {
                provider.defaultSerializeValue(value.get(), generator);
            } else {
                provider.defaultSerializeNull(generator);
            }
        }
    }
}
