package io.cardport.simulators.offblocks;

import io.cardport.simulators.frame.Answer;
import io.cardport.simulators.frame.Json;
import io.cardport.simulators.frame.Request;
import io.cardport.simulators.offblocks.StructuredFields.Bare;
import io.cardport.simulators.offblocks.StructuredFields.Member;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks a request's digest and signature (§3.4): one signature of a registered key over all required components. */
final class RequestSignatures {

    private static final int MOST_SIGNATURES = 4;
    private static final List<String> PLACE = List.of("@authority", "@path", "@query");

    private final OffblocksBooks books;
    private final ClientKeys keys;
    private final Map<String, Instant> used = new LinkedHashMap<>();

    RequestSignatures(OffblocksBooks books, ClientKeys keys) {
        this.books = books;
        this.keys = keys;
    }

    /** Says no to a request that is not signed as it must be. */
    Optional<Answer> refuse(Request request) {
        return digestProblem(request).or(() -> signatureProblem(request)).map(this::refusal);
    }

    /** Says no to a body without its digest; the key's registration has this and no signature. */
    Optional<Answer> refuseBody(Request request) {
        return digestProblem(request).map(this::refusal);
    }

    void forget() {
        used.clear();
    }

    private Answer refusal(String problem) {
        if (books.tuning().on("bare-400")) {
            return Answer.of(
                            400,
                            Json.object()
                                    .put("text", "invalid required signature")
                                    .path("text"))
                    .with("Content-Type", "text/plain");
        }
        return OffblocksBooks.failure(401, "invalid_signature", problem);
    }

    private Optional<String> digestProblem(Request request) {
        Optional<String> digest = request.header("content-digest");
        if (digest.isEmpty()) {
            return digested(request) ? Optional.of("missing Content-Digest") : Optional.empty();
        }
        return ContentDigest.right(digest.get(), request.body())
                ? Optional.empty()
                : Optional.of("wrong Content-Digest");
    }

    private boolean digested(Request request) {
        return request.body().length > 0
                || (Idempotency.needed(request) && books.tuning().on("require-empty-digest"));
    }

    private Optional<String> signatureProblem(Request request) {
        Optional<Map<String, Member>> inputs = request.header("signature-input").flatMap(StructuredFields::dictionary);
        Optional<Map<String, Member>> values = request.header("signature").flatMap(StructuredFields::dictionary);
        if (inputs.isEmpty() || values.isEmpty() || inputs.get().isEmpty()) {
            return Optional.of("missing or malformed Signature or Signature-Input");
        }
        if (!inputs.get().keySet().equals(values.get().keySet()) || inputs.get().size() > MOST_SIGNATURES) {
            return Optional.of("Signature and Signature-Input do not have the same few labels");
        }
        var problems = new ArrayList<String>();
        for (var input : inputs.get().entrySet()) {
            Member value = values.get().getOrDefault(input.getKey(), input.getValue());
            if (!(input.getValue() instanceof Member.Inner covered)
                    || !(value instanceof Member.Item(Bare.Bytes signature, var parameters))
                    || !parameters.isEmpty()) {
                problems.add("malformed signature " + input.getKey());
                continue;
            }
            Optional<String> problem = problem(request, covered, signature);
            if (problem.isEmpty()) {
                return Optional.empty();
            }
            problems.add(problem.get());
        }
        return Optional.of(problems.getLast());
    }

    private Optional<String> problem(Request request, Member.Inner covered, Bare.Bytes signature) {
        Optional<PublicKey> key = text(covered, "keyid").flatMap(keys::find);
        if (key.isEmpty()) {
            return Optional.of("unknown keyid");
        }
        // The key says which algorithm it is for; alg can only agree.
        boolean named = covered.parameters().containsKey("alg");
        if (named
                ? !text(covered, "alg").filter(EllipticKeys.ALGORITHM::equals).isPresent()
                : books.tuning().on("require-alg")) {
            return Optional.of("alg is not the key's algorithm");
        }
        return timeProblem(covered)
                .or(() -> coverProblem(request, covered))
                .or(() -> valueProblem(request, covered, signature, key.get()))
                .or(() -> replayProblem(request, covered, signature));
    }

    private Optional<String> timeProblem(Member.Inner covered) {
        long now = books.now().getEpochSecond();
        Optional<Long> created = whole(covered, "created");
        if (created.isEmpty()) {
            return Optional.of("missing created");
        }
        if (created.get() > now + books.tuning().number("signature-skew-seconds")) {
            return Optional.of("created is in the future");
        }
        if (created.get() < now - books.tuning().number("signature-max-age-seconds")) {
            return Optional.of("created is too long ago");
        }
        boolean ends = covered.parameters().containsKey("expires");
        return ends && whole(covered, "expires").filter(e -> e >= now).isEmpty()
                ? Optional.of("the signature has expired")
                : Optional.empty();
    }

    private Optional<String> coverProblem(Request request, Member.Inner covered) {
        List<String> names = covered.items().stream()
                .filter(item -> item.parameters().isEmpty())
                .map(item -> item.value() instanceof Bare.Text(String name) ? name : "")
                .toList();
        var missing = new ArrayList<String>();
        require("require-method", "@method", names, missing);
        if (books.tuning().on("require-target") && !names.contains("@target-uri") && !names.containsAll(PLACE)) {
            missing.add("@target-uri");
        }
        require("require-authorization", "authorization", names, missing);
        if (Idempotency.needed(request)) {
            require("require-idempotency-key", "idempotency-key", names, missing);
        }
        if (request.body().length > 0) {
            require("require-content-type", "content-type", names, missing);
        }
        if (digested(request)) {
            require("require-content-digest", "content-digest", names, missing);
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(missing.stream().collect(Collectors.joining(", ", "not covered: ", "")));
    }

    private void require(String setting, String name, List<String> names, List<String> missing) {
        if (books.tuning().on(setting) && !names.contains(name)) {
            missing.add(name);
        }
    }

    private Optional<String> valueProblem(Request request, Member.Inner covered, Bare.Bytes signature, PublicKey key) {
        Optional<String> base = SignatureBase.of(covered, component -> SignatureBase.value(request, component));
        if (base.isEmpty()) {
            return Optional.of("a covered component is absent, unknown or there twice");
        }
        return EllipticKeys.verifies(key, base.get(), signature.value())
                ? Optional.empty()
                : Optional.of("wrong signature");
    }

    /** A nonce comes once; without one a write's signature does. */
    private Optional<String> replayProblem(Request request, Member.Inner covered, Bare.Bytes signature) {
        Optional<String> mark = text(covered, "nonce")
                .map(nonce -> "nonce " + nonce)
                .or(() -> Idempotency.needed(request) ? Optional.of(signature.base64()) : Optional.empty());
        if (mark.isEmpty() || !books.tuning().on("replay-check")) {
            return Optional.empty();
        }
        Instant now = books.now();
        long window = books.tuning().number("signature-max-age-seconds")
                + books.tuning().number("signature-skew-seconds");
        used.values().removeIf(at -> at.plusSeconds(window).isBefore(now));
        return used.putIfAbsent(mark.get(), now) == null ? Optional.empty() : Optional.of("replayed signature");
    }

    private static Optional<String> text(Member.Inner covered, String name) {
        return Optional.ofNullable(covered.parameters().get(name))
                .flatMap(value -> value instanceof Bare.Text(String text) ? Optional.of(text) : Optional.empty());
    }

    private static Optional<Long> whole(Member.Inner covered, String name) {
        return Optional.ofNullable(covered.parameters().get(name))
                .flatMap(value -> value instanceof Bare.Whole(long number) ? Optional.of(number) : Optional.empty());
    }
}
