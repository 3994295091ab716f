package io.cardport.proof.fire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The texts that must stand nowhere, from the books of the simulated issuers and the gateway's own credentials. */
final class SecretTexts {
    private static final Pattern NUMBER = Pattern.compile("(?<![0-9])[2-6][0-9]{15}(?![0-9])");
    private static final String PIN_OF_DEMO = "482913";
    private static final Set<String> FIELDS =
            Set.of("apiKey", "apiSecret", "secret", "webhookSecret", "accessKey", "privateKeyPem");
    private static final Set<String> OWN = Set.of(
            "CARDPORT_ACCESS_KEY", "CARDPORT_ADMIN_TOKEN", "CARDPORT_ADMIN_PASSWORD", "CARDPORT_ADMIN_TOTP_SECRET");
    private static final int SHORTEST = 12;

    private SecretTexts() {}

    /** The numbers of all cards that any issuer made, and the PINs that were set. */
    static Needles cards(Path data, String pin) throws IOException {
        Needles needles = new Needles();
        needles.add(PIN_OF_DEMO);
        needles.add(pin);
        List<Path> books;
        try (Stream<Path> files = Files.walk(data.resolve("simulators/issuers"))) {
            books = files.filter(Files::isRegularFile).toList();
        }
        for (Path book : books) {
            Matcher number = NUMBER.matcher(Files.readString(book, StandardCharsets.UTF_8));
            while (number.find()) {
                if (checks(number.group())) {
                    needles.add(number.group());
                }
            }
        }
        return needles;
    }

    /** What the issuers and the gateway gave each other and their callers to know them by. */
    static Needles credentials(Path data) throws IOException {
        Needles needles = new Needles();
        add(
                needles,
                Sandbox.JSON.readTree(data.resolve("simulators/simulators.json").toFile()));
        for (Map.Entry<String, String> own : new Sandbox(data).credentials().entrySet()) {
            if (OWN.contains(own.getKey())) {
                needles.add(own.getValue());
            }
        }
        return needles;
    }

    private static void add(Needles needles, JsonNode node) {
        node.properties().forEach(field -> {
            if (field.getValue().isContainerNode()) {
                add(needles, field.getValue());
            } else if (FIELDS.contains(field.getKey())) {
                field.getValue()
                        .asText()
                        .lines()
                        .filter(line -> line.length() >= SHORTEST && !line.startsWith("-----"))
                        .forEach(needles::add);
            }
        });
    }

    /** The check digit of ISO/IEC 7812. */
    private static boolean checks(String digits) {
        int sum = 0;
        for (int at = 0; at < digits.length(); at++) {
            int digit = digits.charAt(digits.length() - 1 - at) - '0';
            int weighed = at % 2 == 1 ? digit * 2 : digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
