package io.cardport.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardOptions;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.money.Money;
import io.cardport.http.Json;
import io.cardport.http.JsonReading;
import io.cardport.http.JsonView;
import io.cardport.http.WireHeaders;
import io.cardport.http.WireResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The type traps of section 7, item 8. */
class UqpayWireTest {
    @ParameterizedTest
    @ValueSource(strings = {"\"988.50\"", "988.5", "988.50", "\"988.500000\"", "\"9.885e2\""})
    void readsMoneyAsTextAndAsNumber(String amount) {
        assertThat(UqpayWire.money(view("{\"a\":" + amount + ",\"c\":\"USD\"}"), "a", "c"))
                .contains(new Money(98_850, Currency.getInstance("USD")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"1.005\",\"c\":\"USD\"}", "{\"a\":\"1\",\"c\":\"XUSD\"}", "{\"a\":\"\",\"c\":\"USD\"}",
                "{\"a\":\"1e400\",\"c\":\"USD\"}", "{\"a\":null,\"c\":\"USD\"}", "{\"a\":\"1\"}",
                "{\"a\":\"99999999999999999999\",\"c\":\"USD\"}", "{\"a\":true,\"c\":\"USD\"}"
            })
    void readsNothingWhereAnAmountIsNotExact(String json) {
        assertThat(UqpayWire.money(view(json), "a", "c")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"k\":\"v\"}", "\"{\\\"k\\\":\\\"v\\\"}\""})
    void readsMetadataAsObjectAndAsText(String metadata) {
        assertThat(UqpayWire.metadata(view("{\"m\":" + metadata + "}").at("m")))
                .isInstanceOfSatisfying(
                        UqpayWire.Metadata.Some.class,
                        some -> assertThat(some.object().text("k")).contains("v"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"null | None", "'\"\"' | None", "'\"{cut\"' | Unreadable", "[] | Unreadable", "7 | Unreadable"})
    void tellsMissingMetadataFromUnreadable(String metadata, String kind) {
        assertThat(UqpayWire.metadata(view("{\"m\":" + metadata + "}").at("m"))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"p\":1.10,\"q\":[1E+9]} | {\"p\":1.10,\"q\":[1000000000],\"cardport_operation\":\"OP\"}",
                "{\"q\":[{\"r\":1E+99999}]} | {\"cardport_operation\":\"OP\"}",
                "{\"p\":1E+999999999} | {\"cardport_operation\":\"OP\"}",
                "{\"p\":1E-41} | {\"cardport_operation\":\"OP\"}"
            })
    void sendsTheDistributorsDataUnlessANumberInItIsBeyondUse(String data, String sent) {
        OperationId operation = new OperationId("op_" + "0".repeat(26));
        byte[] written = Json.write(UqpayBodies.metadata(new CardOptions.Metadata(data), operation));
        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(sent.replace("OP", operation.value()));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-04-10T10:04:40+08:00, 2026-04-10T02:04:40Z",
        "2026-04-10T10:04:40.1234567+08:00, 2026-04-10T02:04:40.123456700Z",
        "2026-04-10T02:04:40Z, 2026-04-10T02:04:40Z"
    })
    void readsTimesWithTheirOffset(String text, Instant at) {
        assertThat(UqpayWire.time(view("{\"t\":\"" + text + "\"}"), "t")).contains(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2026-04-10 10:04:40", "0001-01-01", "0001-01-01T00:00:00Z", "+999999999-01-01T00:00:00Z"})
    void takesNoTimeWithoutAnOffsetAndNoneThatMeansUnset(String text) {
        assertThat(UqpayWire.time(view("{\"t\":\"" + text + "\"}"), "t")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"  \"", "\".\"", "\"..\"", "null", "{}"})
    void takesNoIdThatWouldAddressSomethingElse(String id) {
        assertThat(UqpayWire.ref(view("{\"id\":" + id + "}"), "id")).isEmpty();
    }

    @Test
    void readsATokenWhoseEndIsInSecondsOrMilliseconds() {
        Instant end = Instant.parse("2026-04-10T10:30:00Z");
        assertThat(UqpayWire.token(answered("{\"auth_token\":\"a.b.c\",\"expired_at\":1775817000}")))
                .hasValueSatisfying(token -> assertThat(token.expiresAt()).isEqualTo(end));
        assertThat(UqpayWire.token(answered("{\"auth_token\":\"a.b.c\",\"expired_at\":\"1775817000000\"}")))
                .hasValueSatisfying(token -> assertThat(token.expiresAt()).isEqualTo(end));
        assertThat(UqpayWire.token(answered("{\"auth_token\":\"a\\r\\nx: y\",\"expired_at\":1775817000}")))
                .isEmpty();
        assertThat(UqpayWire.token(answered("{\"auth_token\":\"\",\"expired_at\":1775817000}")))
                .isEmpty();
    }

    @Test
    void makesOneKeyAnOperation() {
        var one = new OperationId("op_00000000000000000000000001");
        var other = new OperationId("op_00000000000000000000000002");
        String key = UqpaySeal.keyOf(one, "");

        assertThat(key).hasSize(36).isEqualTo(UqpaySeal.keyOf(one, "")).isNotEqualTo(UqpaySeal.keyOf(other, ""));
        assertThat(UUID.fromString(key).version()).isEqualTo(8);
        assertThat(UUID.fromString(key).variant()).isEqualTo(2);
    }

    private static JsonView view(String json) {
        return switch (Json.read(json.getBytes(StandardCharsets.UTF_8))) {
            case JsonReading.Parsed(JsonView root) -> root;
            case JsonReading.Malformed malformed -> throw new AssertionError(malformed);
        };
    }

    private static WireResult answered(String body) {
        return new WireResult.Answered(200, WireHeaders.none(), body.getBytes(StandardCharsets.UTF_8));
    }
}
