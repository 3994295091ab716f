package io.cardport.app.persistence;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cardport.domain.card.CardState;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.operation.OperationState;
import java.io.IOException;
import java.util.Map;

/**
 * The JSON of columns that hold a whole record of the domain and that no statement searches. Fields bear the names of the
 * record's components, a sealed type's case stands in {@code is}; unknown fields are skipped, so that a node reads what a
 * newer one wrote.
 */
final class StoredJson {
    private static final JsonMapper MAPPER = mapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private StoredJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    private interface NamesItsCase {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("A " + value.getClass().getSimpleName() + " has no JSON form", bug);
        }
    }

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("A " + value.getClass().getSimpleName() + " has no JSON form", bug);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException broken) {
            throw unreadable(type.getSimpleName(), broken);
        }
    }

    static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException broken) {
            throw unreadable(type.getSimpleName(), broken);
        }
    }

    static Map<String, String> texts(String json) {
        try {
            return MAPPER.readValue(json, TEXTS);
        } catch (JsonProcessingException broken) {
            throw unreadable("Map", broken);
        }
    }

    private static IllegalStateException unreadable(String type, IOException broken) {
        // Jackson quotes the content in its messages, and this content may be personal.
        if (broken instanceof JsonProcessingException json) {
            json.clearLocation();
        }
        return new IllegalStateException(
                "A stored " + type + " can't be read: " + broken.getClass().getSimpleName());
    }

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .addModule(capabilities())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        for (Class<?> family : new Class<?>[] {CardState.class, OperationState.class}) {
            builder.addMixIn(family, NamesItsCase.class);
            for (Class<?> one : family.getPermittedSubclasses()) {
                builder.registerSubtypes(new NamedType(one, one.getSimpleName()));
            }
        }
        return builder.build();
    }

    /** A capability is written by its public name, never by its class. */
    private static SimpleModule capabilities() {
        SimpleModule module = new SimpleModule("capabilities");
        module.addSerializer(Class.class, new JsonSerializer<>() {
            @Override
            public void serialize(Class type, JsonGenerator json, SerializerProvider provider) throws IOException {
                @SuppressWarnings("unchecked")
                Class<? extends Capability> capability = type.asSubclass(Capability.class);
                json.writeString(Capability.nameOf(capability));
            }
        });
        module.addDeserializer(Class.class, new JsonDeserializer<>() {
            @Override
            public Class<?> deserialize(JsonParser json, DeserializationContext context) throws IOException {
                String name = json.getText();
                return Capability.all().stream()
                        .filter(capability -> Capability.nameOf(capability).equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("No capability is called " + name));
            }
        });
        return module;
    }
}
