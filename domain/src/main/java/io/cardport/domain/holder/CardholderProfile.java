package io.cardport.domain.holder;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Who a cardholder is. Personal data: never in logs, exceptions or metrics, so it prints nothing of itself.
 *
 * @param type person or business
 * @param name how the holder is called
 * @param contact how the holder is reached
 * @param person what is known of the person
 * @param address where the holder lives, if known
 * @param identity the identity document's data, if known
 * @param details further fields that a product requires, by the names it declares; nested names with a dot
 */
public record CardholderProfile(
        HolderType type,
        HolderName name,
        Contact contact,
        Person person,
        Optional<Address> address,
        Optional<Identity> identity,
        Map<String, String> details) {
    /** Copies the details. */
    public CardholderProfile {
        details = Map.copyOf(details);
    }

    /** Person or business. */
    public enum HolderType {
        /** A natural person. */
        INDIVIDUAL,
        /** A company. */
        BUSINESS
    }

    /**
     * How the holder is called.
     *
     * @param firstName given name
     * @param lastName family name
     * @param businessName the company's name, if the holder is one
     */
    public record HolderName(String firstName, String lastName, Optional<String> businessName) {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /**
     * How the holder is reached.
     *
     * @param email e-mail address
     * @param country ISO 3166-1 alpha-2, in capitals
     * @param areaCode calling-code digits without a plus, such as 65
     * @param mobile national digits
     */
    public record Contact(String email, String country, String areaCode, String mobile) {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /**
     * What is known of the person.
     *
     * @param dateOfBirth date of birth
     * @param gender MALE or FEMALE
     * @param nationality ISO 3166-1 alpha-2, in capitals
     */
    public record Person(Optional<LocalDate> dateOfBirth, Optional<Gender> gender, Optional<String> nationality) {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /** Gender as issuers ask for it. */
    public enum Gender {
        /** Male. */
        MALE,
        /** Female. */
        FEMALE
    }

    @Override
    public String toString() {
        return "CardholderProfile[•••]";
    }
}
