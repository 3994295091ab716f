package io.cardport.uqpay;

import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.issuing.ApplicantResubmission;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.HolderSearch;
import io.cardport.domain.issuing.HolderUpdate;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.http.JsonView;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Cardholders (section 2): UQPAY approves the person, for every product. */
final class UqpayHolders implements ApplicantScreening, ApplicantResubmission, HolderUpdate, HolderSearch {
    private final UqpayClient client;

    UqpayHolders(UqpayClient client) {
        this.client = client;
    }

    Outcome<OnboardedHolder> onboard(OnboardCommand command) {
        if (command.known().isPresent()) {
            return resubmit(command);
        }
        return sent(
                UqpayBodies.holder(command.profile(), command.documents()),
                body -> client.createCardholder(UqpayClient.Key.of(command.operation()), body));
    }

    @Override
    public Outcome<OnboardedHolder> resubmit(OnboardCommand command) {
        if (command.known().isEmpty()) {
            return onboard(command);
        }
        ProviderRef holder = command.known().get();
        return sent(
                UqpayBodies.holder(command.profile(), command.documents()),
                body -> client.updateCardholder(
                        UqpayClient.Key.of(command.operation()), holder, UqpayBodies.withoutNames(body)));
    }

    @Override
    public Outcome<OnboardedHolder> update(UpdateHolder command) {
        var before = command.before().name();
        var after = command.after().name();
        if (!before.firstName().equals(after.firstName()) || !before.lastName().equals(after.lastName())) {
            return new Outcome.Refused<>(UqpayAnswers.own(Reason.UNSUPPORTED, "names cannot be changed"));
        }
        UqpayBodies.Body changes = UqpayBodies.holderChanges(command.before(), command.after(), command.documents());
        if (changes instanceof UqpayBodies.Body.Ready(var fields) && fields.isEmpty()) {
            return unchanged(command.holder());
        }
        return sent(
                changes,
                body -> client.updateCardholder(UqpayClient.Key.of(command.operation()), command.holder(), body));
    }

    @Override
    public Look<ApplicantSeen> applicant(ProviderRef holder, ProviderRef product) {
        return UqpayAnswers.look(
                client.cardholder(holder),
                view -> UqpayWire.Cardholder.read(view).map(UqpayHolders::seen));
    }

    /**
     * An e-mail address is unique in an account and compared without regard to case (section 2.1). Somebody else may have had
     * it before, which is why UQPAY refused ours; names tell, because nobody can change them (section 2.2).
     */
    @Override
    public Look<OnboardedHolder> registeredBy(OnboardCommand command) {
        String wanted = command.profile().contact().email();
        return UqpayPages.walk(
                client::cardholders,
                view -> UqpayWire.word(view, "email")
                        .filter(wanted::equalsIgnoreCase)
                        .map(found -> named(command.profile().name(), view)));
    }

    private static Look<OnboardedHolder> named(CardholderProfile.HolderName name, JsonView view) {
        if (!same(name.firstName(), view, "first_name") || !same(name.lastName(), view, "last_name")) {
            return new Look.Denied<>(UqpayAnswers.own(
                    Reason.DUPLICATE_AT_PROVIDER, "the e-mail address is that of a person with another name"));
        }
        return UqpayWire.Cardholder.read(view)
                .<Look<OnboardedHolder>>map(holder -> new Look.Found<>(onboarded(holder)))
                .orElse(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER));
    }

    private static boolean same(String wanted, JsonView view, String field) {
        return UqpayWire.word(view, field)
                .filter(wanted.strip()::equalsIgnoreCase)
                .isPresent();
    }

    private static Outcome<OnboardedHolder> sent(
            UqpayBodies.Body body, Function<Map<String, Object>, UqpayClient.Reply> call) {
        return switch (body) {
            case UqpayBodies.Body.Unfit(var refusal) -> new Outcome.Refused<>(refusal);
            case UqpayBodies.Body.Unreadable unreadable -> new Outcome.NotSent<>(Outcome.NotSentCause.UNREACHABLE);
            case UqpayBodies.Body.Ready(var fields) -> UqpayAnswers.outcome(call.apply(fields), UqpayHolders::done);
        };
    }

    private static Optional<Outcome<OnboardedHolder>> done(JsonView view) {
        return UqpayWire.Cardholder.read(view).map(holder -> new Outcome.Done<>(onboarded(holder)));
    }

    private Outcome<OnboardedHolder> unchanged(ProviderRef holder) {
        Look<OnboardedHolder> look = UqpayAnswers.look(
                client.cardholder(holder),
                view -> UqpayWire.Cardholder.read(view).map(UqpayHolders::onboarded));
        return look instanceof Look.Found<OnboardedHolder>(var value)
                ? new Outcome.Done<>(value)
                : UqpayAnswers.withoutLook(look, "no such cardholder");
    }

    private static OnboardedHolder onboarded(UqpayWire.Cardholder holder) {
        return new OnboardedHolder(holder.id(), Map.of(), seen(holder));
    }

    static ApplicantSeen seen(UqpayWire.Cardholder holder) {
        ApplicantReading reading = UqpayLifecycle.holder(holder.word());
        boolean decided = reading == ApplicantReading.APPROVED || reading == ApplicantReading.REJECTED;
        return new ApplicantSeen(
                reading,
                holder.word(),
                Optional.empty(),
                decided
                        ? ApplicantSeen.NextStep.NONE
                        : new ApplicantSeen.NextStep(holder.verification(), Optional.empty()),
                Optional.empty());
    }
}
