package io.cardport.simulators.offblocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.simulators.offblocks.StructuredFields.Bare;
import io.cardport.simulators.offblocks.StructuredFields.Member;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bases and derived components as RFC 9421 prints them, copied by hand. */
class SignatureBaseTest {

    private static final Map<String, String> POST = Map.of(
            "\"@method\"", "POST",
            "\"@authority\"", "example.com",
            "\"@path\"", "/foo",
            "\"@query\"", "?param=Value&Pet=dog",
            "\"@query-param\";name=\"Pet\"", "dog",
            "\"date\"", "Tue, 20 Apr 2021 02:07:55 GMT",
            "\"content-type\"", "application/json",
            "\"content-length\"", "18",
            "\"content-digest\"",
                    "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:");

    private static Member.Inner covered(String input) {
        return StructuredFields.dictionary(input).orElseThrow().values().stream()
                .map(Member.Inner.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> base(String input) {
        return SignatureBase.of(covered("sig1=" + input), item -> Optional.ofNullable(POST.get(item.spelled())));
    }

    @Test
    void selectedComponents() {
        // Appendix B.2.2.
        assertThat(base("(\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\")"
                        + ";created=1618884473;keyid=\"test-key-rsa-pss\";tag=\"header-example\""))
                .contains("\"@authority\": example.com\n"
                        + "\"content-digest\": sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:\n"
                        + "\"@query-param\";name=\"Pet\": dog\n"
                        + "\"@signature-params\": (\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\")"
                        + ";created=1618884473;keyid=\"test-key-rsa-pss\";tag=\"header-example\"");
    }

    @Test
    void fullCoverage() {
        // Appendix B.2.3.
        assertThat(base("(\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\" \"content-digest\""
                        + " \"content-length\");created=1618884473;keyid=\"test-key-rsa-pss\""))
                .contains(
                        "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n"
                                + "\"@method\": POST\n"
                                + "\"@path\": /foo\n"
                                + "\"@query\": ?param=Value&Pet=dog\n"
                                + "\"@authority\": example.com\n"
                                + "\"content-type\": application/json\n"
                                + "\"content-digest\": sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:\n"
                                + "\"content-length\": 18\n"
                                + "\"@signature-params\": (\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\" \"content-digest\" \"content-length\");created=1618884473;keyid=\"test-key-rsa-pss\"");
    }

    @Test
    void minimalCoverage() {
        // Appendix B.2.1.
        assertThat(base("();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\""))
                .contains("\"@signature-params\": ();created=1618884473;keyid=\"test-key-rsa-pss\""
                        + ";nonce=\"b3k2pp5k7z-50gnwp.yemd\"");
    }

    @Test
    void whatIsAbsentOrThereTwiceHasNoBase() {
        assertThat(base("(\"@method\" \"digest\")")).isEmpty();
        assertThat(base("(\"@method\" \"@method\")")).isEmpty();
        assertThat(base("(\"date\" \"@method\" \"date\")")).isEmpty();
        assertThat(base("(method)")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // §2.2.2 to 2.2.7.
                "@target-uri|https://www.example.com/path?param=value|https://www.example.com/path?param=value",
                "@authority|https://www.example.com/path?param=value|www.example.com",
                "@authority|https://WWW.Example.com:443/|www.example.com",
                "@authority|http://www.example.com:8080/|www.example.com:8080",
                "@scheme|http://www.example.com/path|http",
                "@request-target|https://www.example.com/path?param=value|/path?param=value",
                "@path|https://www.example.com/path?param=value|/path",
                "@path|https://www.example.com|/",
                "@query|https://www.example.com/path?param=value&foo=bar&baz=bat%2Dman|?param=value&foo=bar&baz=bat%2Dman",
                "@query|https://www.example.com/path?queryString|?queryString",
                "@query|https://www.example.com/path|?",
                "@query|https://www.example.com/path?|?",
            })
    void placesOfAnAddress(String name, String target, String value) {
        assertThat(SignatureBase.place(target, name)).contains(value);
    }

    @Test
    void unknownPlacesHaveNoValue() {
        assertThat(SignatureBase.place("https://example.com/", "@status")).isEmpty();
        assertThat(SignatureBase.place("https://example.com/", "@nonsense")).isEmpty();
    }

    @Test
    void digestsAreThoseOfTheDocument() {
        // RFC 9421 appendix B.2, and RFC 9530 appendix B.1 for sha-256 of the body with its line feed.
        byte[] hello = "{\"hello\": \"world\"}".getBytes(StandardCharsets.UTF_8);
        String known = POST.get("\"content-digest\"");
        assertThat(ContentDigest.right(String.valueOf(known), hello)).isTrue();
        assertThat(ContentDigest.of("{\"hello\": \"world\"}\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
        assertThat(ContentDigest.right("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", hello))
                .isFalse();
        // One that is known and wrong spoils the other; unknown ones alone are not enough.
        assertThat(ContentDigest.right(known + ", sha-256=:AAAA:", hello)).isFalse();
        assertThat(ContentDigest.right("md5=:AAAA:", hello)).isFalse();
        assertThat(ContentDigest.right(known + ", md5=:AAAA:", hello)).isTrue();
        assertThat(ContentDigest.right("", hello)).isFalse();
    }

    @Test
    void spelling() {
        assertThat(covered("a=(  \"x\\\"y\";key  :YWI:;n=-07 tok );b=?0;c=?1;d").spelled())
                .isEqualTo("(\"x\\\"y\";key :YWI=:;n=-7 tok);b=?0;c;d");
        assertThat(new Bare.Text("\\").spelled()).isEqualTo("\"\\\\\"");
    }
}
