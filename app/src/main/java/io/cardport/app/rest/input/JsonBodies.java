package io.cardport.app.rest.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.app.rest.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON objects: UTF-8 only, no name twice, nothing after the end, no deeper than 32 levels, numbers exactly as
 * written.
 */
public final class JsonBodies {
    private static final int DEPTH = 32;
    private static final int NUMBER_LENGTH = 64;
    private static final int MAX = 1 << 20;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxNumberLength(NUMBER_LENGTH)
                            .maxStringLength(MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Else the error would quote the body, PIN included.
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonBodies() {}

    /**
     * Reads a body.
     *
     * @param body the exact bytes
     * @return its object
     * @throws ProblemException {@code malformed_request} where it is no JSON object
     */
    public static ObjectNode read(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            JsonNode tree = MAPPER.readTree(text);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw malformed("The body must be one JSON object.");
        } catch (CharacterCodingException notText) {
            throw malformed("The body must be UTF-8.");
        } catch (JsonProcessingException | NumberFormatException broken) {
            // The latter is the parser's own word for an exponent beyond the range of int.
            throw malformed("The body must be valid JSON: no name twice, at most 32 levels, no number beyond all use.");
        }
    }

    private static ProblemException malformed(String detail) {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, detail).exception();
    }
}
