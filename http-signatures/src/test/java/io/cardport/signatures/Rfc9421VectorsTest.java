package io.cardport.signatures;

import static io.cardport.signatures.Rfc9421.REQUEST;
import static io.cardport.signatures.Rfc9421.RESPONSE;
import static io.cardport.signatures.Rfc9421.at;
import static io.cardport.signatures.Rfc9421.lenient;
import static io.cardport.signatures.Rfc9421.privateKey;
import static io.cardport.signatures.Rfc9421.verify;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 9421: all verified, and made again where an algorithm always gives the same. */
class Rfc9421VectorsTest {
    private static final long NOW = 1_618_884_500;
    private static final Component DATE = Component.field("date");
    private static final Component CONTENT_TYPE = Component.field("content-type");
    private static final Component CONTENT_LENGTH = Component.field("content-length");

    private record Vector(SignedMessage message, String label, String input, String signature) {
        SignedMessage signed() {
            Fields headers = message.headers()
                    .with("Signature-Input", label + "=" + input)
                    .with("Signature", label + "=:" + signature + ":");
            return switch (message) {
                case SignedRequest request -> request.withHeaders(headers);
                case SignedResponse response -> response.withHeaders(headers);
            };
        }
    }

    private static final Vector B21 = new Vector(
            REQUEST,
            "sig-b21",
            "();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\"",
            "d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG"
                    + "52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsf"
                    + "xVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt"
                    + "8C8ssinQ98Xw9Q==");

    private static final Vector B22 = new Vector(
            REQUEST,
            "sig-b22",
            "(\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\");created=1618884473;keyid=\"test-key-rsa-pss\""
                    + ";tag=\"header-example\"",
            "LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT"
                    + "8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2"
                    + "fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/X"
                    + "aVe4bXTugEjHSw==");

    private static final Vector B23 = new Vector(
            REQUEST,
            "sig-b23",
            "(\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\" \"content-digest\" \"content-length\")"
                    + ";created=1618884473;keyid=\"test-key-rsa-pss\"",
            "bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fU"
                    + "xN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xM"
                    + "y7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fT"
                    + "IztsDZKEgM4cUA==");

    private static final Vector B24 = new Vector(
            RESPONSE,
            "sig-b24",
            "(\"@status\" \"content-type\" \"content-digest\" \"content-length\");created=1618884473;keyid=\"test-key-ecc-p256\"",
            "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==");

    private static final Vector B25 = new Vector(
            REQUEST,
            "sig-b25",
            "(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\"",
            "pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=");

    private static final Vector B26 = new Vector(
            REQUEST,
            "sig-b26",
            "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473"
                    + ";keyid=\"test-key-ed25519\"",
            "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==");

    private static final Vector B3 = new Vector(
            new SignedRequest(
                    "POST",
                    Target.of("https://service.internal.example/foo?param=Value&Pet=dog"),
                    Fields.of(
                            "Host", "service.internal.example",
                            "Date", "Tue, 20 Apr 2021 02:07:55 GMT",
                            "Content-Type", "application/json",
                            "Content-Length", "18",
                            "Client-Cert",
                                    ":MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNhdGUxGzAZBgNV"
                                            + "BAMMEkxBIEludGVybWVkaWF0ZSBDQTAeFw0yMDAxMTQyMjU1MzNaFw0yMTAxMjMyMjU1MzNaMA0xCzAJBgNV"
                                            + "BAMMAkJDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YnXXfaUgmnMtOXU/IncWalRhebrXmckC8vdgJ1p"
                                            + "5Be5F/3YC8OthxM4+k1M6aEAEFcGzkJiNy6J84y7uzo9M6NyMHAwCQYDVR0TBAIwADAfBgNVHSMEGDAWgBRm"
                                            + "3WjLa38lbEYCuiCPct0ZaSED2DAOBgNVHQ8BAf8EBAMCBsAwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0R"
                                            + "AQH/BBMwEYEPYmRjQGV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0gAMEUCIBHda/r1vaL6G3VliL4/Di6YK0Q6"
                                            + "bMjeSkC3dFCOOB8TAiEAx/kHSB4urmiZ0NX5r5XarmPk0wmuydBVoU4hBVZ1yhk=:"),
                    Rfc9421.HELLO),
            "ttrp",
            "(\"@path\" \"@query\" \"@method\" \"@authority\" \"client-cert\");created=1618884473;keyid=\"test-key-ecc-p256\"",
            "xVMHVpawaAC/0SbHrKRs9i8I3eOs5RtTMGCWXm/9nvZzoHsIg6Mce9315T6xoklyy0yzhD9ah4JHRwMLOgmizw==");

    private static final Vector SECTION_3 = new Vector(
            REQUEST,
            "sig1",
            "(\"@method\" \"@authority\" \"@path\" \"content-digest\" \"content-length\" \"content-type\");created=1618884473"
                    + ";keyid=\"test-key-rsa-pss\"",
            "HIbjHC5rS0BYaa9v4QfD4193TORw7u9edguPh0AW3dMq9WImrlFrCGUDih47vAxi4L2YRZ3XMJc1uOKk/J0ZmZ+wcta4nKIgBkKq0rM9hs3CQyxX"
                    + "GxHLMCy8uqK488o+9jrptQ+xFPHK7a9sRL1IXNaagCNN3ZxJsYapFj+JXbmaI5rtAdSfSvzPuBCh+ARHBmWuNo1UzVVdHXrl8ePL4cccqlaz"
                    + "IJdC4QEjrF+Sn4IxBQzTZsL9y9TP5FsZYzHvDqbInkTNigBcE9cKOYNFCn4D/WM7F6TNuZO9EgtzepLWcjTymlHzK7aXq6Am6sfOrpIC49yX"
                    + "jj3ae6HRalVc/g==");

    private static final Vector SECTION_2_4 = new Vector(
            new SignedResponse(
                            503,
                            Fields.of(
                                    "Date", "Tue, 20 Apr 2021 02:07:56 GMT",
                                    "Content-Type", "application/json",
                                    "Content-Length", "62",
                                    "Content-Digest",
                                            "sha-512=:0Y6iCBzGg5rZtoXS95Ijz03mslf6KAMCloESHObfwnHJDbkkWWQz6PhhU9kxsTbARtY2PTBOzq24uJFpHsMuAg==:"),
                            Rfc9421.content("{\"busy\": true, \"message\": \"Your call is very important to us\"}"))
                    .answering(REQUEST),
            "reqres",
            "(\"@status\" \"content-digest\" \"content-type\" \"@authority\";req \"@method\";req \"@path\";req"
                    + " \"content-digest\";req);created=1618884479;keyid=\"test-key-ecc-p256\"",
            "dMT/A/76ehrdBTD/2Xx8QuKV6FoyzEP/I9hdzKN8LQJLNgzU4W767HK05rx1i8meNQQgQPgQp8wq2ive3tV5Ag==");

    private static final Vector SECTION_4_3_CLIENT = new Vector(
            REQUEST,
            "sig1",
            "(\"@method\" \"@authority\" \"@path\" \"content-digest\" \"content-type\" \"content-length\");created=1618884475"
                    + ";keyid=\"test-key-ecc-p256\"",
            "X5spyd6CFnAG5QnDyHfqoSNICd+BUP4LYMz2Q0JXlb//4Ijpzp+kve2w4NIyqeAuM7jTDX+sNalzA8ESSaHD3A==");

    private static final Vector SECTION_4_3_PROXY = new Vector(
            new SignedRequest(
                    "POST",
                    Target.of("https://origin.host.internal.example/foo?param=Value&Pet=dog"),
                    SECTION_4_3_CLIENT
                            .signed()
                            .headers()
                            .with("Forwarded", "for=192.0.2.123;host=example.com;proto=https"),
                    Rfc9421.HELLO),
            "proxy_sig",
            "(\"@method\" \"@authority\" \"@path\" \"content-digest\" \"content-type\" \"content-length\" \"forwarded\")"
                    + ";created=1618884480;keyid=\"test-key-rsa\";alg=\"rsa-v1_5-sha256\";expires=1618884540",
            "S6ZzPXSdAMOPjN/6KXfXWNO/f7V6cHm7BXYUh3YD/fRad4BCaRZxP+JH+8XY1I6+8Cy+CM5g92iHgxtRPz+MjniOaYmdkDcnL9cCpXJleXsOckpU"
                    + "Rl49GwiyUpZ10KHgOEe11sx3G2gxI8S0jnxQB+Pu68U9vVcasqOWAEObtNKKZd8tSFu7LB5YAv0RAGhB8tmpv7sFnIm9y+7X5kXQfi8NMaZa"
                    + "A8i2ZHwpBdg7a6CMfwnnrtflzvZdXAsD3LH2TwevU+/PBPv0B6NMNk93wUs/vfJvye+YuI87HU38lZHowtznbLVdp770I6VHR6WfgS9ddzir"
                    + "rswsE1w5o0LV/g==");

    static Stream<Arguments> all() {
        return Stream.of(
                Arguments.of("B.2.1", B21),
                Arguments.of("B.2.2", B22),
                Arguments.of("B.2.3", B23),
                Arguments.of("B.2.4", B24),
                Arguments.of("B.2.5", B25),
                Arguments.of("B.2.6", B26),
                Arguments.of("B.3", B3),
                Arguments.of("3.2", SECTION_3),
                Arguments.of("2.4", SECTION_2_4),
                Arguments.of("4.3 client", SECTION_4_3_CLIENT),
                Arguments.of("4.3 proxy", SECTION_4_3_PROXY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void isVerified(String name, Vector vector) {
        VerificationPolicy policy = lenient().label(vector.label()).build();

        assertThat(verify(policy, vector.signed(), NOW))
                .isInstanceOfSatisfying(
                        Verification.Verified.class,
                        verified -> assertThat(verified.signature().parameters().written())
                                .isEqualTo(vector.input()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void isNotVerifiedWithOneBitChanged(String name, Vector vector) {
        byte[] signature = java.util.Base64.getDecoder().decode(vector.signature());
        signature[signature.length / 2] ^= 1;
        Vector changed = new Vector(
                vector.message(),
                vector.label(),
                vector.input(),
                java.util.Base64.getEncoder().encodeToString(signature));

        assertThat(verify(lenient().label(vector.label()).build(), changed.signed(), NOW))
                .isEqualTo(new Verification.Refused(Failure.SIGNATURE_WRONG));
    }

    @Test
    void hmacIsMadeAgain() {
        Signer signer = new Signer(
                SigningKey.shared("test-shared-secret", Rfc9421.sharedSecret()).orThrow());

        isMade(B25, signer, List.of(DATE, Component.AUTHORITY, CONTENT_TYPE));
    }

    @Test
    void ed25519IsMadeAgain() {
        isMade(
                B26,
                new Signer(privateKey("test-key-ed25519", Algorithm.ED25519)),
                List.of(DATE, Component.METHOD, Component.PATH, Component.AUTHORITY, CONTENT_TYPE, CONTENT_LENGTH));
    }

    private static void isMade(Vector vector, Signer signer, List<Component> components) {
        SignatureParameters parameters = SignatureParameters.covering(components)
                .created(at(1_618_884_473))
                .keyId(signer.key().id())
                .build();

        assertThat(signer.sign(vector.message(), vector.label(), parameters))
                .isEqualTo(new Signing.Signed(
                        vector.label(),
                        vector.label() + "=" + vector.input(),
                        vector.label() + "=:" + vector.signature() + ":"));
    }

    @Test
    void rsaVersion15IsMadeAgain() {
        Signer signer = new Signer(privateKey("test-key-rsa", Algorithm.RSA_V1_5_SHA256));
        SignatureParameters parameters = SignatureParameters.covering(
                        Component.METHOD,
                        Component.AUTHORITY,
                        Component.PATH,
                        Component.CONTENT_DIGEST,
                        CONTENT_TYPE,
                        CONTENT_LENGTH,
                        Component.field("Forwarded"))
                .created(at(1_618_884_480))
                .keyId("test-key-rsa")
                .alg(Algorithm.RSA_V1_5_SHA256)
                .expires(at(1_618_884_540))
                .build();

        assertThat(signer.sign(SECTION_4_3_PROXY.message(), "proxy_sig", parameters))
                .isEqualTo(new Signing.Signed(
                        "proxy_sig",
                        "proxy_sig=" + SECTION_4_3_PROXY.input(),
                        "proxy_sig=:" + SECTION_4_3_PROXY.signature() + ":"));
    }

    @ParameterizedTest
    @MethodSource("randomized")
    void whatIsDifferentEachTimeIsVerified(String name, Algorithm algorithm) {
        Signer signer = new Signer(privateKey(name, algorithm));
        SignatureParameters parameters = SignatureParameters.covering(Component.METHOD, Component.CONTENT_DIGEST)
                .created(at(NOW))
                .keyId(name)
                .build();

        Signing.Signed signed = (Signing.Signed) signer.sign(REQUEST, "mine", parameters);

        assertThat(verify(lenient().build(), REQUEST.withHeaders(signed.addTo(REQUEST.headers())), NOW))
                .isInstanceOf(Verification.Verified.class);
    }

    static Stream<Arguments> randomized() {
        return Stream.of(
                Arguments.of("test-key-rsa-pss", Algorithm.RSA_PSS_SHA512),
                Arguments.of("test-key-ecc-p256", Algorithm.ECDSA_P256_SHA256));
    }

    @Test
    void theProxysSignatureIsOneOfTwo() {
        assertThat(verify(lenient().build(), SECTION_4_3_PROXY.signed(), NOW))
                .isEqualTo(new Verification.Refused(Failure.SEVERAL_SIGNATURES));
    }

    private static final Fields TRANSFORM = Fields.of(
            "Signature-Input",
            "transform=(\"@method\" \"@path\" \"@authority\" \"accept\");created=1618884473;keyid=\"test-key-ed25519\"",
            "Signature",
            "transform=:ZT1kooQsEHpZ0I1IjCqtQppOmIqlJPeo7DHR3SoMn0s5JZ1eRGS0A+vyYP9t/LXlh5QMFFQ6cpLt2m0pmj3NDA==:");

    private static Verification transformed(String method, String uri, String... accepts) {
        Fields headers = TRANSFORM;
        for (String accept : accepts) {
            headers = headers.with("Accept", accept);
        }
        VerificationPolicy policy = VerificationPolicy.accepting(EnumSet.of(Algorithm.ED25519), Component.METHOD)
                .build();
        return verify(policy, new SignedRequest(method, Target.of(uri), headers, Content.NONE), NOW);
    }

    /** B.4: what intermediaries may do. */
    @Test
    void harmlessTransformationsAreVerified() {
        String uri = "https://example.org/demo?name1=Value1&Name2=value2";

        assertThat(List.of(
                        transformed("GET", uri, "application/json", "*/*"),
                        transformed("GET", uri + "&param=added", "application/json", "*/*"),
                        transformed("GET", uri, "application/json, */*")))
                .allSatisfy(one -> assertThat(one).isInstanceOf(Verification.Verified.class));
    }

    /** B.4: what they may not. */
    @Test
    void otherTransformationsAreRefused() {
        assertThat(List.of(
                        transformed(
                                "POST",
                                "https://example.com/demo?name1=Value1&Name2=value2",
                                "application/json",
                                "*/*"),
                        transformed(
                                "GET",
                                "https://example.org/demo?name1=Value1&Name2=value2",
                                "*/*",
                                "application/json")))
                .allSatisfy(one -> assertThat(one).isEqualTo(new Verification.Refused(Failure.SIGNATURE_WRONG)));
    }
}
