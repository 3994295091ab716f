package io.cardport.simulators.frame;

/** Card numbers of test ranges: a prefix, drawn digits, a correct Luhn digit (ISO/IEC 7812-1 annex B). */
public final class CardNumbers {

    private static final int LENGTH = 16;

    private CardNumbers() {}

    /**
     * Draws a 16-digit number.
     *
     * @param prefix its first digits
     * @param ids where the rest comes from
     * @return the number
     */
    public static String draw(String prefix, Ids ids) {
        String body = prefix + ids.digits(LENGTH - 1 - prefix.length());
        return body + checkDigit(body);
    }

    /**
     * Masks as REST answers of UQPAY do (sheet §6.5).
     *
     * @param number a card number
     * @return twelve stars and the last four digits
     */
    public static String masked(String number) {
        return "*".repeat(12) + lastFour(number);
    }

    /**
     * Gives the end of a number.
     *
     * @param number a card number
     * @return its last four digits
     */
    public static String lastFour(String number) {
        return number.substring(number.length() - 4);
    }

    private static int checkDigit(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit * 2 : digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return (10 - sum % 10) % 10;
    }
}
