package io.cardport.bananatech;

import io.cardport.domain.holder.Address;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.holder.Identity;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.ApplicantSeen;
import io.cardport.domain.issuing.HolderSearch;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.issuing.OnboardCommand;
import io.cardport.domain.issuing.OnboardedHolder;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.Outcome.NotSentCause;
import io.cardport.domain.issuing.Outcome.UnknownCause;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.http.JsonView;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Users (section 2.3): one is registered for each template, and BananaTech decides on each. */
final class BananatechHolders implements ApplicantScreening, HolderSearch {
    /** How the answer of a registration reads that names no status (section 2.4). */
    private static final String UNDECIDED = "PENDING";

    private final BananatechClient client;
    private final DateUnit dates;

    BananatechHolders(BananatechClient client, DateUnit dates) {
        this.client = client;
        this.dates = dates;
    }

    /** In what {@code issue} and {@code expiry} count (section 2.4). */
    enum DateUnit {
        SECONDS(1),
        MILLISECONDS(1_000);

        private final long perSecond;

        DateUnit(long perSecond) {
            this.perSecond = perSecond;
        }

        private long of(LocalDate day) {
            return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * perSecond;
        }
    }

    Outcome<OnboardedHolder> onboard(OnboardCommand command) {
        if (command.profile().type() == CardholderProfile.HolderType.BUSINESS) {
            return new Outcome.Refused<>(
                    BananatechAnswers.own(Reason.UNSUPPORTED, "BananaTech registers persons only"));
        }
        Optional<Long> template = command.product().flatMap(BananatechWire::whole);
        if (template.isEmpty()) {
            return new Outcome.Refused<>(
                    BananatechAnswers.own(Reason.NOT_FOUND, "users are registered for a template"));
        }
        BananatechWire.RegisterBody body;
        try {
            body = body(command, template.get());
        } catch (IOException unreadable) {
            return new Outcome.NotSent<>(NotSentCause.UNREACHABLE);
        }
        return BananatechAnswers.outcome(client.register(body), view -> Optional.of(registered(view, command)));
    }

    /** An answer that names no user was taken on all the same; the user is then known by the e-mail address. */
    private Outcome<OnboardedHolder> registered(JsonView view, OnboardCommand command) {
        Optional<ProviderRef> user = user(view).or(() -> user(view.at("data")));
        if (user.isPresent()) {
            return new Outcome.Done<>(new OnboardedHolder(
                    user.get(), Map.of(), seen(BananatechWire.word(view, "status"), Optional.empty())));
        }
        return registeredBy(command) instanceof Look.Found<OnboardedHolder>(OnboardedHolder found)
                ? new Outcome.Done<>(found)
                : new Outcome.Unknown<>(UnknownCause.UNRECOGNISED_ANSWER);
    }

    /** Whether the list can be narrowed to a user, as other lists can, is not documented: what it shows is compared. */
    @Override
    public Look<ApplicantSeen> applicant(ProviderRef holder, ProviderRef product) {
        Optional<Long> wanted = BananatechWire.whole(holder);
        if (wanted.isEmpty()) {
            return new Look.Absent<>();
        }
        return BananatechPages.walk(
                skip -> client.users(
                        new BananatechWire.UsersBody(skip, BananatechPages.SIZE, Optional.empty(), wanted)),
                view -> user(view)
                        .filter(holder::equals)
                        .map(found -> BananatechWire.word(view, "status")
                                .<Look<ApplicantSeen>>map(
                                        word -> new Look.Found<>(seen(Optional.of(word), view.text("message"))))
                                .orElse(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER))));
    }

    /** Several users of one address and template cannot be told apart, so none of them is taken. */
    @Override
    public Look<OnboardedHolder> registeredBy(OnboardCommand command) {
        String email = command.profile().contact().email();
        Look<List<OnboardedHolder>> all = BananatechPages.readable(
                skip -> client.users(
                        new BananatechWire.UsersBody(skip, BananatechPages.SIZE, Optional.of(email), Optional.empty())),
                view -> isOf(command, view) ? onboarded(view) : Optional.empty());
        return switch (all) {
            case Look.Found<List<OnboardedHolder>>(List<OnboardedHolder> found) ->
                switch (found.size()) {
                    case 0 -> new Look.Absent<>();
                    case 1 -> new Look.Found<>(found.getFirst());
                    default ->
                        new Look.Denied<>(BananatechAnswers.own(
                                Reason.DUPLICATE_AT_PROVIDER, "several users have this address and template"));
                };
            case Look.Absent<List<OnboardedHolder>> absent -> new Look.Absent<>();
            case Look.Denied<List<OnboardedHolder>>(var refusal) -> new Look.Denied<>(refusal);
            case Look.Unavailable<List<OnboardedHolder>>(var cause) -> new Look.Unavailable<>(cause);
        };
    }

    private static boolean isOf(OnboardCommand command, JsonView view) {
        boolean sameAddress = view.text("email")
                .filter(command.profile().contact().email()::equalsIgnoreCase)
                .isPresent();
        Optional<ProviderRef> template = BananatechWire.reference(view, "template_id");
        return sameAddress && (template.isEmpty() || template.equals(command.product()));
    }

    private static Optional<OnboardedHolder> onboarded(JsonView view) {
        return user(view)
                .map(user -> new OnboardedHolder(
                        user, Map.of(), seen(BananatechWire.word(view, "status"), view.text("message"))));
    }

    private static Optional<ProviderRef> user(JsonView view) {
        return BananatechWire.reference(view, "user_id").or(() -> BananatechWire.reference(view, "id"));
    }

    static ApplicantSeen seen(Optional<String> status, Optional<String> message) {
        String word = status.orElse(UNDECIDED);
        ApplicantReading reading = BananatechLifecycle.user(word);
        return new ApplicantSeen(
                reading,
                word,
                message.filter(text -> !text.isBlank()).map(BananatechAnswers::blanked),
                ApplicantSeen.NextStep.NONE,
                Optional.empty());
    }

    private BananatechWire.RegisterBody body(OnboardCommand command, long template) throws IOException {
        CardholderProfile profile = command.profile();
        var contact = profile.contact();
        return new BananatechWire.RegisterBody(
                contact.email(), template, "+" + contact.areaCode(), contact.mobile(), kyc(command));
    }

    /** Without an identity document there is nothing to verify: the template wants a phone number only. */
    private Optional<BananatechWire.KycData> kyc(OnboardCommand command) throws IOException {
        CardholderProfile profile = command.profile();
        if (profile.identity().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BananatechWire.KycData(
                profile.name().firstName(),
                profile.name().lastName(),
                profile.person().gender().map(Enum::name),
                profile.person().dateOfBirth().map(LocalDate::toString),
                paper(profile.identity().get(), command.documents()),
                place(profile)));
    }

    private BananatechWire.Paper paper(Identity identity, Documents documents) throws IOException {
        return new BananatechWire.Paper(
                Optional.of(identity.documentType().name()),
                Optional.of(identity.documentNumber()),
                base64(documents, "docFront"),
                base64(documents, "docBack"),
                base64(documents, "selfie"),
                identity.issueDate().map(dates::of),
                identity.expiryDate().map(dates::of));
    }

    private static BananatechWire.Place place(CardholderProfile profile) {
        Optional<Address> address = profile.address();
        return new BananatechWire.Place(
                address.map(Address::country)
                        .orElse(profile.contact().country())
                        .toUpperCase(Locale.ROOT),
                address.flatMap(Address::state).or(() -> address.map(Address::city)),
                address.map(Address::city),
                address.flatMap(Address::postalCode),
                address.map(known -> Stream.concat(Stream.of(known.line1()), known.line2().stream())
                        .collect(Collectors.joining(", "))));
    }

    private static Optional<String> base64(Documents documents, String name) throws IOException {
        Optional<Documents.Document> document = documents.named(name);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream content = document.get().open()) {
            return Optional.of(Base64.getEncoder().encodeToString(content.readAllBytes()));
        }
    }
}
