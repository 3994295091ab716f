package io.cardport.bench;

import io.cardport.signatures.Algorithm;
import io.cardport.signatures.Component;
import io.cardport.signatures.Content;
import io.cardport.signatures.DigestAlgorithm;
import io.cardport.signatures.Digests;
import io.cardport.signatures.Fields;
import io.cardport.signatures.NonceStore;
import io.cardport.signatures.SignedRequest;
import io.cardport.signatures.Target;
import io.cardport.signatures.Verification;
import io.cardport.signatures.VerificationKey;
import io.cardport.signatures.VerificationPolicy;
import io.cardport.signatures.Verifier;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * What checking a signed message costs beside the bare check of a signature: one thread, in turns within one run, a
 * request of 1 KB with six covered components; the bare checks get the finished base.
 */
final class SignaturesBench {
    private static final int BODY = 1024;
    private static final int TURNS = 5;
    /** Before the compiler has made its best of the parsers, they are no measure of anything. */
    private static final int WARM = 20_000;

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Pace pace;
    private final Report report;

    SignaturesBench(Pace pace, Report report) {
        this.pace = pace;
        this.report = report;
    }

    /** One way to check; wrong would mean that it measures nothing. */
    private interface Check {
        boolean holds() throws GeneralSecurityException;
    }

    private record Way(String name, Check check) {}

    /** A key pair, what it signed and how it came out. */
    private record Case(
            Algorithm algorithm, String jdk, String bouncyCastle, KeyPair keys, byte[] base, byte[] signature) {}

    private static final Content CONTENT =
            Content.of("{\"note\":\"%s\"}".formatted("x".repeat(BODY - 11)).getBytes(StandardCharsets.US_ASCII));
    private static final String DIGEST = Digests.value(CONTENT, DigestAlgorithm.SHA_256);
    private static final String URI = "https://api.example.com/v1/cards?expand=none";
    private static final String PARAMETERS =
            "(\"@method\" \"@target-uri\" \"@authority\" \"content-type\" \"content-digest\" \"idempotency-key\")"
                    + ";created=1700000000;keyid=\"key_1\";nonce=\"b3k2pp5k7z-50gnwp.yemd\"";
    private static final Fields HEADERS = Fields.of(
            "Host", "api.example.com",
            "User-Agent", "bench",
            "Accept", "application/json",
            "Content-Type", "application/json",
            "Content-Length", "1024",
            "Content-Digest", DIGEST,
            "Idempotency-Key", "6f1b8e0c-8a3e-4c8e-9d2a-0e6b1f7a9c55");
    private static final byte[] BASE = """
            "@method": POST
            "@target-uri": %s
            "@authority": api.example.com
            "content-type": application/json
            "content-digest": %s
            "idempotency-key": 6f1b8e0c-8a3e-4c8e-9d2a-0e6b1f7a9c55
            "@signature-params": %s""".formatted(URI, DIGEST, PARAMETERS).getBytes(StandardCharsets.US_ASCII);

    void run() {
        List<List<String>> rows = new ArrayList<>();
        try {
            Case ed25519 = signed(Algorithm.ED25519, "Ed25519", "Ed25519", NamedParameterSpec.ED25519);
            Case p384 = signed(
                    Algorithm.ECDSA_P384_SHA384,
                    "SHA384withECDSAinP1363Format",
                    "SHA384withPLAIN-ECDSA",
                    new ECGenParameterSpec("secp384r1"));
            measure(ed25519, bareEd25519(ed25519), rows);
            measure(p384, bareP384(p384), rows);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("an algorithm is missing", missing);
        }
        report.section("Signatures")
                .paragraph(
                        "Checks in a second of processor time, on one thread: a whole request of 1 KB with six covered components, its "
                                + "digest included, beside the bare check of the finished signature base.")
                .table(List.of("algorithm", "what", "checks/s", "÷ fastest bare check"), rows);
    }

    private static Case signed(Algorithm algorithm, String jdk, String bouncyCastle, AlgorithmParameterSpec kind)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm == Algorithm.ED25519 ? "Ed25519" : "EC");
        if (algorithm != Algorithm.ED25519) {
            generator.initialize(kind);
        }
        KeyPair keys = generator.generateKeyPair();
        Signature signature = Signature.getInstance(jdk);
        signature.initSign(keys.getPrivate());
        signature.update(BASE);
        return new Case(algorithm, jdk, bouncyCastle, keys, BASE, signature.sign());
    }

    private void measure(Case one, Check bare, List<List<String>> rows) throws GeneralSecurityException {
        PublicKey foreign = KeyFactory.getInstance(one.keys().getPublic().getAlgorithm(), new BouncyCastleProvider())
                .generatePublic(new X509EncodedKeySpec(one.keys().getPublic().getEncoded()));
        List<Way> ways = List.of(
                new Way(
                        "JDK, bare",
                        provider(Signature.getInstance(one.jdk()), one.keys().getPublic(), one)),
                new Way(
                        "Bouncy Castle's provider, bare",
                        provider(Signature.getInstance(one.bouncyCastle(), new BouncyCastleProvider()), foreign, one)),
                new Way("Bouncy Castle's own classes, bare", bare),
                new Way("whole request", whole(one)));
        double[] rates = rates(ways);
        double fastest = Arrays.stream(rates, 0, ways.size() - 1).max().orElse(Double.NaN);
        for (int way = 0; way < ways.size(); way++) {
            rows.add(List.of(
                    one.algorithm().registered(),
                    ways.get(way).name(),
                    Report.number(rates[way], 0),
                    Report.number(rates[way] / fastest, 3)));
        }
        report.goal(new Goal(
                one.algorithm().registered() + ", whole request ÷ fastest bare check",
                Goal.Side.AT_LEAST,
                0.9,
                rates[ways.size() - 1] / fastest,
                ""));
    }

    private double[] rates(List<Way> ways) throws GeneralSecurityException {
        long turn = TimeUnit.SECONDS.toNanos(pace.seconds()) / TURNS;
        double[][] seen = new double[ways.size()][TURNS * pace.runs()];
        for (Way way : ways) {
            rate(way, TimeUnit.SECONDS.toNanos(pace.warmUpSeconds()) / ways.size());
        }
        for (int warm = 0; warm < WARM && pace.warmUpSeconds() > 0; warm++) {
            ways.getLast().check().holds();
        }
        for (int round = 0; round < TURNS * pace.runs(); round++) {
            for (int way = 0; way < ways.size(); way++) {
                seen[way][round] = rate(ways.get(way), turn);
            }
        }
        return Arrays.stream(seen).mapToDouble(Figures::median).toArray();
    }

    private static double rate(Way way, long nanos) throws GeneralSecurityException {
        // Processor time: what else runs on the machine takes turns with this thread and would decide the ratio.
        long began = THREADS.getCurrentThreadCpuTime();
        long count = 0;
        do {
            for (int some = 0; some < 10; some++) {
                if (!way.check().holds()) {
                    throw new IllegalStateException(way.name() + " refuses what is right");
                }
            }
            count += 10;
        } while (THREADS.getCurrentThreadCpuTime() - began < nanos);
        return count * 1e9 / (THREADS.getCurrentThreadCpuTime() - began);
    }

    private static Check provider(Signature signature, PublicKey key, Case one) throws GeneralSecurityException {
        signature.initVerify(key);
        return () -> {
            signature.update(one.base());
            return signature.verify(one.signature());
        };
    }

    private static Check bareEd25519(Case one) {
        byte[] encoded = one.keys().getPublic().getEncoded();
        Ed25519PublicKeyParameters key = new Ed25519PublicKeyParameters(encoded, encoded.length - 32);
        return () -> key.verify(Ed25519.Algorithm.Ed25519, null, one.base(), 0, one.base().length, one.signature(), 0);
    }

    private static Check bareP384(Case one) throws GeneralSecurityException {
        X9ECParameters curve = CustomNamedCurves.getByName("secp384r1");
        byte[] encoded = one.keys().getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - 97, encoded.length);
        ECPublicKeyParameters key =
                new ECPublicKeyParameters(curve.getCurve().decodePoint(point), new ECDomainParameters(curve));
        BigInteger r = new BigInteger(1, Arrays.copyOf(one.signature(), 48));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(one.signature(), 48, 96));
        MessageDigest hash = MessageDigest.getInstance("SHA-384");
        ECDSASigner checker = new ECDSASigner();
        checker.init(false, key);
        return () -> checker.verifySignature(hash.digest(one.base()), r, s);
    }

    private static Check whole(Case one) {
        VerificationKey key = VerificationKey.of(
                        "key_1", one.algorithm(), one.keys().getPublic())
                .orThrow();
        VerificationPolicy policy = VerificationPolicy.accepting(
                        EnumSet.of(one.algorithm()), Component.METHOD, Component.TARGET_URI)
                .coveringWhenSent("idempotency-key")
                .nonce(VerificationPolicy.Presence.REQUIRED)
                .build();
        Verifier verifier = new Verifier(
                policy,
                id -> id.equals(key.id()) ? Optional.of(key) : Optional.empty(),
                (id, nonce, until) -> NonceStore.Claim.FRESH,
                InstantSource.fixed(NOW));
        String signature = "sig=:" + Base64.getEncoder().encodeToString(one.signature()) + ":";
        // The message is made anew each time, as a server makes it of what it received.
        return () -> verifier.verify(new SignedRequest(
                        "POST",
                        Target.of(URI),
                        HEADERS.with("Signature-Input", "sig=" + PARAMETERS).with("Signature", signature),
                        CONTENT))
                instanceof Verification.Verified;
    }
}
