package io.cardport.testkit.issuing;

import io.cardport.domain.holder.Address;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Identity;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Invented people who have everything that an issuer may ask for. */
public final class People {
    /** The smallest file that begins as a JPEG does. */
    private static final byte[] JPEG = HexFormat.of()
            .parseHex("ffd8ffe000104a46494600010100000100010000ffdb004300"
                    + "01".repeat(64)
                    + "ffc0000b080001000101011100ffda0008010100003f0037ffd9");

    private People() {}

    /**
     * A person.
     *
     * @param number tells people apart; e-mail address and document number are made of it
     * @return somebody who has everything but details
     */
    public static CardholderProfile person(long number) {
        return person(number, Map.of());
    }

    /**
     * A person with details.
     *
     * @param number tells people apart; e-mail address and document number are made of it
     * @param details what one issuer wants beside
     * @return somebody who has everything
     */
    public static CardholderProfile person(long number, Map<String, String> details) {
        return new CardholderProfile(
                CardholderProfile.HolderType.INDIVIDUAL,
                new CardholderProfile.HolderName("Ada", "Tan", Optional.empty()),
                new CardholderProfile.Contact(
                        "ada." + number + "@example.com", "SG", "65", String.valueOf(80_000_000L + number % 9_999_999)),
                new CardholderProfile.Person(
                        Optional.of(LocalDate.of(1990, 1, 31)),
                        Optional.of(CardholderProfile.Gender.FEMALE),
                        Optional.of("SG")),
                Optional.of(new Address(
                        "1 Example Street",
                        Optional.empty(),
                        "Singapore",
                        Optional.of("Singapore"),
                        Optional.of("018989"),
                        "SG")),
                Optional.of(new Identity(
                        Identity.DocumentType.PASSPORT,
                        "E" + (1_000_000L + number),
                        Optional.of(LocalDate.of(2022, 5, 1)),
                        Optional.of(LocalDate.of(2032, 5, 1)))),
                details);
    }

    /**
     * The pictures of an identity document and of the person.
     *
     * @return docFront, docBack and selfie
     */
    public static Documents documents() {
        return new Documents(List.of(new Picture("docFront"), new Picture("docBack"), new Picture("selfie")));
    }

    private record Picture(String name) implements Documents.Document {
        @Override
        public Documents.Kind kind() {
            return Documents.Kind.JPEG;
        }

        @Override
        public long length() {
            return JPEG.length;
        }

        @Override
        public String sha256() {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(JPEG));
            } catch (NoSuchAlgorithmException everyJdkHasIt) {
                throw new IllegalStateException(everyJdkHasIt);
            }
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(JPEG);
        }
    }
}
