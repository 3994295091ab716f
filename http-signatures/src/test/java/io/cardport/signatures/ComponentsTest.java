package io.cardport.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of RFC 9421, section 2, and what it says must be an error. */
class ComponentsTest {
    private static final SignedRequest REQUEST = request("https://www.example.com/path?param=value", Fields.NONE);

    private static SignedRequest request(String uri, Fields headers) {
        return new SignedRequest("POST", Target.of(uri), headers, Content.NONE);
    }

    private static Object base(SignedMessage message, Component... components) {
        List<Component> all = List.of(components);
        SignatureBase bases = new SignatureBase(Map.of("example-dict", StructuredType.DICTIONARY));
        return switch (bases.build(
                message, all, all.stream().map(Component::identifier).toList(), "()")) {
            case SignatureBase.Building.Built(String text) ->
                text.substring(0, text.lastIndexOf('\n')).lines().toList();
            case SignatureBase.Building.Failed(Failure failure) -> failure;
        };
    }

    private static Object ofFields(Fields headers, Component... components) {
        return base(request("https://www.example.com/", headers), components);
    }

    /** Section 2.1. */
    @Test
    void fields() {
        Fields headers = Fields.of(
                "Host", "www.example.com",
                "Date", "Tue, 20 Apr 2021 02:07:56 GMT",
                "X-OWS-Header", "   Leading and trailing whitespace.   ",
                "X-Obs-Fold-Header", "Obsolete\r\n    line folding.",
                "Cache-Control", "max-age=60",
                "Cache-Control", "    must-revalidate",
                "Example-Dict", "  a=1,    b=2;x=1;y=2,   c=(a   b   c)",
                "X-Empty-Header", "");

        assertThat(ofFields(
                        headers,
                        Component.field("Host"),
                        Component.field("Date"),
                        Component.field("X-OWS-Header"),
                        Component.field("X-Obs-Fold-Header"),
                        Component.field("Cache-Control"),
                        Component.field("Example-Dict"),
                        Component.field("X-Empty-Header")))
                .isEqualTo(List.of(
                        "\"host\": www.example.com",
                        "\"date\": Tue, 20 Apr 2021 02:07:56 GMT",
                        "\"x-ows-header\": Leading and trailing whitespace.",
                        "\"x-obs-fold-header\": Obsolete line folding.",
                        "\"cache-control\": max-age=60, must-revalidate",
                        "\"example-dict\": a=1,    b=2;x=1;y=2,   c=(a   b   c)",
                        "\"x-empty-header\": "));
    }

    /** Sections 2.1.1 and 2.1.2. */
    @Test
    void structuredFieldsAndTheirMembers() {
        Component dictionary = Component.field("Example-Dict");
        Fields headers = Fields.of("Example-Dict", "  a=1, b=2;x=1;y=2, c=(a   b    c), d");

        assertThat(ofFields(
                        headers,
                        dictionary.structured(),
                        dictionary.member("a"),
                        dictionary.member("d"),
                        dictionary.member("b"),
                        dictionary.member("c")))
                .isEqualTo(List.of(
                        "\"example-dict\";sf: a=1, b=2;x=1;y=2, c=(a b c), d",
                        "\"example-dict\";key=\"a\": 1",
                        "\"example-dict\";key=\"d\": ?1",
                        "\"example-dict\";key=\"b\": 2;x=1;y=2",
                        "\"example-dict\";key=\"c\": (a b c)"));
        assertThat(ofFields(headers, dictionary.member("e"))).isEqualTo(Failure.COMPONENT_ABSENT);
        assertThat(ofFields(Fields.of("Example-Dict", "a=(1"), dictionary.structured()))
                .isEqualTo(Failure.COMPONENT_UNUSABLE);
        assertThat(ofFields(Fields.of("X", "a"), Component.field("x").structured()))
                .isEqualTo(Failure.COMPONENT_UNUSABLE);
    }

    /** Section 2.1.3. */
    @Test
    void fieldsAsBytes() {
        Component component = Component.field("Example-Header").bytes();

        assertThat(ofFields(
                        Fields.of("Example-Header", "value, with, lots", "Example-Header", "of, commas"), component))
                .isEqualTo(List.of("\"example-header\";bs: :dmFsdWUsIHdpdGgsIGxvdHM=:, :b2YsIGNvbW1hcw==:"));
        assertThat(ofFields(Fields.of("Example-Header", "value, with, lots, of, commas"), component))
                .isEqualTo(List.of("\"example-header\";bs: :dmFsdWUsIHdpdGgsIGxvdHMsIG9mLCBjb21tYXM=:"));
    }

    /** Section 2.1.4. */
    @Test
    void trailers() {
        SignedResponse response = new SignedResponse(
                200,
                Fields.of("Trailer", "Expires"),
                Fields.of("Expires", "Wed, 9 Nov 2022 07:28:00 GMT"),
                Rfc9421.content("HTTPMessageSignatures"),
                java.util.Optional.empty());

        assertThat(base(
                        response,
                        Component.STATUS,
                        Component.field("Trailer"),
                        Component.field("expires").inTrailer()))
                .isEqualTo(List.of(
                        "\"@status\": 200", "\"trailer\": Expires", "\"expires\";tr: Wed, 9 Nov 2022 07:28:00 GMT"));
        assertThat(base(response, Component.field("expires"))).isEqualTo(Failure.COMPONENT_ABSENT);
    }

    /** Sections 2.2.1 to 2.2.7. */
    @Test
    void derivedFromTheTarget() {
        assertThat(base(
                        REQUEST,
                        Component.METHOD,
                        Component.TARGET_URI,
                        Component.AUTHORITY,
                        Component.SCHEME,
                        Component.REQUEST_TARGET,
                        Component.PATH,
                        Component.QUERY))
                .isEqualTo(List.of(
                        "\"@method\": POST",
                        "\"@target-uri\": https://www.example.com/path?param=value",
                        "\"@authority\": www.example.com",
                        "\"@scheme\": https",
                        "\"@request-target\": /path?param=value",
                        "\"@path\": /path",
                        "\"@query\": ?param=value"));
        assertThat(base(
                        request("HTTP://WWW.Example.com:80", Fields.NONE),
                        Component.SCHEME,
                        Component.AUTHORITY,
                        Component.PATH,
                        Component.QUERY))
                .isEqualTo(List.of(
                        "\"@scheme\": http", "\"@authority\": www.example.com", "\"@path\": /", "\"@query\": ?"));
        assertThat(base(request("https://example.com:8443/p?", Fields.NONE), Component.AUTHORITY, Component.QUERY))
                .isEqualTo(List.of("\"@authority\": example.com:8443", "\"@query\": ?"));
    }

    /** Section 2.2.5: the other forms of a request target. */
    @Test
    void requestTargets() {
        Target target = Target.of("https://www.example.com/path?param=value");

        assertThat(List.of("https://www.example.com/path?param=value", "www.example.com:80", "*"))
                .allSatisfy(form -> assertThat(base(
                                new SignedRequest("GET", target.sentAs(form), Fields.NONE, Content.NONE),
                                Component.REQUEST_TARGET))
                        .isEqualTo(List.of("\"@request-target\": " + form)));
    }

    @Test
    void targetsOfOtherFormsAreNone() {
        assertThat(List.of(
                        "/path",
                        "ftp://example.com/",
                        "https://",
                        "https:///path",
                        "https://user@example.com/",
                        "https://example.com/a b",
                        "https://example.com/\u00e4",
                        "https://example.com/#top",
                        "https://example.com/\r\n"))
                .allSatisfy(uri -> assertThat(Target.parse(uri)).isEmpty());
    }

    /** Section 2.2.8. */
    @Test
    void queryParameters() {
        SignedRequest simple = request("https://www.example.com/path?param=value&foo=bar&baz=batman&qux=", Fields.NONE);
        SignedRequest encoded = request(
                "https://www.example.com/parameters?var=this%20is%20a%20big%0Amultiline%20value"
                        + "&bar=with+plus+whitespace&fa%C3%A7ade%22%3A%20=something",
                Fields.NONE);
        SignedRequest several = request("https://www.example.com/path?a=1&b=2&a=3", Fields.NONE);

        assertThat(base(
                        simple,
                        Component.queryParam("baz"),
                        Component.queryParam("qux"),
                        Component.queryParam("param")))
                .isEqualTo(List.of(
                        "\"@query-param\";name=\"baz\": batman",
                        "\"@query-param\";name=\"qux\": ",
                        "\"@query-param\";name=\"param\": value"));
        assertThat(base(
                        encoded,
                        Component.queryParam("var"),
                        Component.queryParam("bar"),
                        Component.queryParam("fa%C3%A7ade%22%3A%20")))
                .isEqualTo(List.of(
                        "\"@query-param\";name=\"var\": this%20is%20a%20big%0Amultiline%20value",
                        "\"@query-param\";name=\"bar\": with%20plus%20whitespace",
                        "\"@query-param\";name=\"fa%C3%A7ade%22%3A%20\": something"));
        assertThat(base(several, Component.queryParam("a"))).isEqualTo(Failure.COMPONENT_UNUSABLE);
        assertThat(base(several, Component.queryParam("c"))).isEqualTo(Failure.COMPONENT_ABSENT);
    }

    /** Section 2.4. */
    @Test
    void requestsOfResponses() {
        SignedResponse response = new SignedResponse(200, Fields.NONE, Content.NONE);

        assertThat(base(response.answering(REQUEST), Component.STATUS, Component.METHOD.ofRequest()))
                .isEqualTo(List.of("\"@status\": 200", "\"@method\";req: POST"));
        assertThat(base(response, Component.METHOD.ofRequest())).isEqualTo(Failure.COMPONENT_ABSENT);
        assertThat(base(response, Component.METHOD)).isEqualTo(Failure.COMPONENT_ABSENT);
        assertThat(base(REQUEST, Component.STATUS)).isEqualTo(Failure.COMPONENT_ABSENT);
        assertThat(base(REQUEST, Component.METHOD.ofRequest())).isEqualTo(Failure.COMPONENT_ABSENT);
    }

    @Test
    void aLineBreakCannotForgeALine() {
        assertThat(ofFields(Fields.of("X", "a\n\"@method\": GET"), Component.field("x")))
                .isEqualTo(Failure.COMPONENT_UNUSABLE);
        assertThat(ofFields(Fields.of("X", "caf\u00e9"), Component.field("x"))).isEqualTo(Failure.COMPONENT_UNUSABLE);
        assertThat(base(new SignedRequest("GET\n", REQUEST.target(), Fields.NONE, Content.NONE), Component.METHOD))
                .isEqualTo(Failure.COMPONENT_UNUSABLE);
    }

    @Test
    void aComponentTwiceIsRefused() {
        Component[] many = new Component[20];
        for (int at = 0; at < many.length; at++) {
            many[at] = Component.queryParam("p" + at);
        }
        many[19] = many[3];

        assertThat(base(REQUEST, Component.METHOD, Component.PATH, Component.METHOD))
                .isEqualTo(Failure.COMPONENT_DUPLICATE);
        assertThat(base(REQUEST, many)).isEqualTo(Failure.COMPONENT_DUPLICATE);
    }

    @Test
    void whatIsNotDefinedIsNotSigned() {
        Signer signer = new Signer(SigningKey.shared("k", new byte[32]).orThrow());

        assertThat(List.of(
                        Component.field("@signature-params"),
                        Component.field("@other"),
                        Component.field("x y"),
                        Component.field(""),
                        Component.METHOD.structured(),
                        Component.METHOD.inTrailer(),
                        Component.STATUS.ofRequest(),
                        Component.queryParam("")))
                .allSatisfy(component -> assertThat(signer.sign(
                                REQUEST,
                                "a",
                                SignatureParameters.covering(component).build()))
                        .isEqualTo(new Signing.Unsigned(Failure.COMPONENT_UNKNOWN)));
    }
}
