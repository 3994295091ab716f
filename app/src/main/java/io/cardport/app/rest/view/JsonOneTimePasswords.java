package io.cardport.app.rest.view;

import io.cardport.domain.delivery.OneTimePasswordBody;
import io.cardport.domain.event.EventType;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.EventId;
import io.cardport.domain.operation.Subject;
import io.cardport.domain.webhook.OneTimePassword;
import io.cardport.domain.webhook.OneTimePassword.Purpose;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One-time passwords in the form of events. What is written by the common writer ends with an empty password; the real one
 * is put between its quotes here, so that it stands in no {@link String} and no buffer that is used again.
 */
@Singleton
final class JsonOneTimePasswords implements OneTimePasswordBody {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    /** Quote and two brackets, in which every event of this kind ends. */
    private static final int TAIL = "\"}}".length();

    /** An event that has no version. */
    @Schema(name = "OneTimePasswordEvent")
    record View(String id, String type, Instant occurredAt, OperationView.SubjectView subject, Data data) {}

    /**
     * What it tells; the password comes last.
     *
     * @param purpose what it confirms
     * @param reference what the page that asks for it shows beside its field
     * @param amount what is to be paid
     * @param merchant to whom
     * @param wallet which wallet
     * @param otp the password
     */
    record Data(
            Purpose purpose,
            Optional<String> reference,
            Optional<MoneyView> amount,
            Optional<String> merchant,
            Optional<String> wallet,
            String otp) {}

    @Override
    public byte[] write(EventId event, CardId card, OneTimePassword password, Instant at) {
        OneTimePassword.Details details = password.details();
        byte[] frame = Json.bytes(new View(
                event.value(),
                EventType.CARD_OTP.text(),
                at,
                OperationView.SubjectView.of(new Subject.OfCard(card)),
                new Data(
                        password.purpose(),
                        details.reference(),
                        details.amount().map(MoneyView::of),
                        details.merchant(),
                        details.wallet(),
                        "")));
        byte[] code = password.code().utf8();
        byte[] escaped = escaped(code);
        byte[] whole = new byte[frame.length + escaped.length];
        int cut = frame.length - TAIL;
        System.arraycopy(frame, 0, whole, 0, cut);
        System.arraycopy(escaped, 0, whole, cut, escaped.length);
        System.arraycopy(frame, cut, whole, cut + escaped.length, TAIL);
        Arrays.fill(code, (byte) 0);
        Arrays.fill(escaped, (byte) 0);
        return whole;
    }

    /** Each byte that JSON does not take as it is becomes six. */
    private static byte[] escaped(byte[] utf8) {
        byte[] roomy = new byte[6 * utf8.length];
        int length = 0;
        for (byte one : utf8) {
            if (one == '"' || one == '\\' || one >= 0 && one < ' ') {
                roomy[length++] = '\\';
                roomy[length++] = 'u';
                roomy[length++] = '0';
                roomy[length++] = '0';
                roomy[length++] = HEX[one >> 4];
                roomy[length++] = HEX[one & 0xf];
            } else {
                roomy[length++] = one;
            }
        }
        byte[] exact = Arrays.copyOf(roomy, length);
        Arrays.fill(roomy, (byte) 0);
        return exact;
    }
}
