package io.cardport.app.admin;

import io.cardport.app.rest.Problem;
import io.cardport.app.rest.ProblemCode;
import io.cardport.app.rest.input.Rule;
import io.cardport.domain.store.Page;
import io.micronaut.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A request's query, read strictly: an unknown or repeated parameter is refused, so that a typo never widens a search. */
final class AskedQuery {
    private static final int USUAL = 20;
    private static final int MOST = 100;
    /** What lists go on from: an id, or the number of an audit row. */
    private static final Pattern PLACE = Pattern.compile("[a-z]+_[0-9a-z]{26}|[0-9]{1,18}");

    /** The form of an id is no secret: one of another form is one that nothing has. */
    static final Rule ID = Rule.text(100);
    /** Our name for an account at an issuer. */
    static final Rule ACCOUNT = Rule.text(100);

    private final Map<String, String> parameters = new HashMap<>();

    private AskedQuery() {}

    static AskedQuery read(HttpRequest<?> request, Set<String> filters) {
        AskedQuery query = new AskedQuery();
        for (Map.Entry<String, List<String>> parameter : request.getParameters()) {
            String name = parameter.getKey();
            if (!filters.contains(name) && !name.equals("limit") && !name.equals("after")) {
                throw unknown(name);
            }
            if (parameter.getValue().size() != 1) {
                throw wrong(name, "may be given once");
            }
            query.parameters.put(name, parameter.getValue().getFirst());
        }
        return query;
    }

    /** Refuses any parameter. */
    static void none(HttpRequest<?> request) {
        request.getParameters().names().stream().sorted().findFirst().ifPresent(name -> {
            throw unknown(name);
        });
    }

    /** A text that keeps a rule. */
    Optional<String> text(String name, Rule rule) {
        Optional<String> text = given(name);
        if (text.filter(rule.holds().negate()).isPresent()) {
            throw wrong(name, rule.sentence());
        }
        return text;
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    <E extends Enum<E>> Optional<E> word(String name, Class<E> type) {
        return given(name)
                .map(given -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equalsIgnoreCase(given))
                        .findFirst()
                        .orElseThrow(() -> wrong(name, "must be one of " + Arrays.toString(type.getEnumConstants()))));
    }

    boolean flag(String name) {
        return given(name)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong(name, "must be true or false");
                })
                .orElse(false);
    }

    Page.Request page() {
        return new Page.Request(limit(), given("after").map(AskedQuery::decoded));
    }

    private int limit() {
        try {
            int limit = given("limit").map(Integer::parseInt).orElse(USUAL);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException malformed) {
            // falls through to the sentence
        }
        throw wrong("limit", "must be 1 to " + MOST);
    }

    private static String decoded(String cursor) {
        try {
            String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (PLACE.matcher(place).matches()) {
                return place;
            }
        } catch (IllegalArgumentException malformed) {
            // falls through to the sentence
        }
        throw wrong("after", "must be a cursor that a list gave");
    }

    static String encoded(String cursor) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }

    private static RuntimeException unknown(String name) {
        return Problem.of(ProblemCode.UNKNOWN_FIELD)
                .at(name.length() > 100 ? name.substring(0, 100) : name, "is not a parameter of this request")
                .exception();
    }

    private static RuntimeException wrong(String name, String why) {
        return Problem.of(ProblemCode.INVALID_FIELD).at(name, why).exception();
    }
}
