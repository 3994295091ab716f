package io.cardport.artha;

import io.cardport.artha.ArthaAnswers.Call;
import io.cardport.artha.ArthaFields.Field;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.holder.Documents;
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
import io.cardport.domain.issuing.Refusal;
import io.cardport.domain.issuing.Refusal.Reason;
import io.cardport.http.JsonView;
import io.cardport.http.WireBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Customers, and their approval for one product each. A customer is made at once and carries our id of the cardholder, so one
 * whose answer was lost is found again; the product's own page says what its applicant needs.
 */
final class ArthaHolders implements ApplicantScreening, ApplicantResubmission, HolderUpdate, HolderSearch {
    private static final String SUBMITTED = "underreview";

    private final ArthaClient client;
    private final ApplicantForm form;
    private final RandomGenerator randomness;

    /**
     * How applicants are written.
     *
     * @param fields names of fields
     * @param documentTypes Artha's words for a passport, an identity card and a driving licence, in this order
     * @param uploadField the form field that files are uploaded in
     */
    record ApplicantForm(ArthaFields fields, List<String> documentTypes, String uploadField) {
        ApplicantForm {
            documentTypes = List.copyOf(documentTypes);
        }
    }

    ArthaHolders(ArthaClient client, ApplicantForm form, RandomGenerator randomness) {
        this.client = client;
        this.form = form;
        this.randomness = randomness;
    }

    Outcome<OnboardedHolder> onboard(OnboardCommand command) {
        if (command.known().isPresent()) {
            return submitted(command, command.known().get());
        }
        Outcome<OnboardedHolder> created = created(command);
        return created instanceof Outcome.Done<OnboardedHolder>(OnboardedHolder holder)
                ? submitted(command, holder.holder())
                : created;
    }

    @Override
    public Outcome<OnboardedHolder> resubmit(OnboardCommand command) {
        return onboard(command);
    }

    @Override
    public Look<ApplicantSeen> applicant(ProviderRef holder, ProviderRef product) {
        return ArthaAnswers.look(
                client.applicantStatus(holder, product),
                root -> ArthaWire.Applicant.of(root).map(ArthaHolders::seen));
    }

    @Override
    public Outcome<OnboardedHolder> update(UpdateHolder command) {
        if (command.before().type() != command.after().type()) {
            return ArthaAnswers.refused(Reason.UNSUPPORTED, "a person cannot become a business, nor the reverse");
        }
        if (!command.documents().files().isEmpty()) {
            return ArthaAnswers.refused(Reason.UNSUPPORTED, "files go with an applicant, not with a customer");
        }
        Map<String, Object> changes = ArthaBodies.changes(command.before(), command.after());
        if (changes.isEmpty()) {
            Look<OnboardedHolder> look = ArthaAnswers.look(
                    client.customer(command.holder()),
                    root -> ArthaWire.Customer.of(root).map(customer -> registered(customer.id())));
            return look instanceof Look.Found<OnboardedHolder>(OnboardedHolder holder)
                    ? new Outcome.Done<>(holder)
                    : ArthaAnswers.withoutLook(look, "no such customer");
        }
        return ArthaAnswers.outcome(
                Call.CUSTOMER,
                client.updateCustomer(command.holder(), changes),
                root -> Optional.of(new Outcome.Done<>(registered(command.holder()))));
    }

    @Override
    public Look<OnboardedHolder> registeredBy(OnboardCommand command) {
        String ours = command.cardholder().value();
        return ArthaPages.walk(
                client::customers,
                item -> ArthaWire.word(item, "externalReference")
                        .filter(ours::equals)
                        .map(found -> ArthaWire.Customer.of(item)
                                .<Look<OnboardedHolder>>map(customer -> new Look.Found<>(registered(customer.id())))
                                .orElse(new Look.Unavailable<>(Look.Cause.MALFORMED_ANSWER))));
    }

    private Outcome<OnboardedHolder> created(OnboardCommand command) {
        Outcome<OnboardedHolder> outcome = ArthaAnswers.outcome(
                Call.CUSTOMER,
                client.createCustomer(ArthaBodies.customer(command.cardholder(), command.profile())),
                root -> ArthaWire.Customer.of(root).map(customer -> new Outcome.Done<>(registered(customer.id()))));
        return outcome instanceof Outcome.Refused<OnboardedHolder>(Refusal refusal)
                        && refusal.reason() == Reason.DUPLICATE_AT_PROVIDER
                ? adopted(command, outcome)
                : outcome;
    }

    /** Whom Artha has under this e-mail address is ours only where it carries our id of this cardholder. */
    private Outcome<OnboardedHolder> adopted(OnboardCommand command, Outcome<OnboardedHolder> duplicate) {
        return switch (registeredBy(command)) {
            case Look.Found<OnboardedHolder>(OnboardedHolder holder) -> new Outcome.Done<>(holder);
            case Look.Absent<OnboardedHolder> absent -> duplicate;
            case Look.Denied<OnboardedHolder> denied -> duplicate;
            case Look.Unavailable<OnboardedHolder> look -> ArthaAnswers.withoutLook(look, "no such customer");
        };
    }

    private Outcome<OnboardedHolder> submitted(OnboardCommand command, ProviderRef customer) {
        if (command.product().isEmpty()) {
            return new Outcome.Done<>(registered(customer));
        }
        ProviderRef product = command.product().get();
        Look<ArthaWire.Product> page = ArthaAnswers.look(client.product(product), ArthaWire.Product::of);
        if (!(page instanceof Look.Found<ArthaWire.Product>(ArthaWire.Product found))) {
            return ArthaAnswers.withoutLook(page, "no such product");
        }
        List<Field> fields =
                form.fields().of(product.value(), found.requirements().orElse(List.of()));
        List<String> missing = ArthaBodies.missing(fields, command.profile(), command.documents());
        if (!missing.isEmpty()) {
            return new Outcome.Refused<>(
                    new Refusal(Reason.REQUIREMENTS_MISSING, "", "the product requires more of its holders", missing));
        }
        return switch (uploaded(fields, command.documents())) {
            case Uploaded.Not(Outcome<OnboardedHolder> outcome) -> outcome;
            case Uploaded.To(Map<String, String> links) ->
                acknowledged(
                        customer,
                        product,
                        ArthaBodies.applicant(fields, command.profile(), links, form.documentTypes()));
        };
    }

    /** What the answer's body says is not documented (section 1.4), so its status alone tells that the applicant is in. */
    private Outcome<OnboardedHolder> acknowledged(ProviderRef customer, ProviderRef product, Map<String, Object> body) {
        return switch (ArthaAnswers.meaning(Call.APPLICANT, client.submitApplicant(customer, product, body))) {
            case ArthaAnswers.Meaning.Fine fine ->
                new Outcome.Done<>(new OnboardedHolder(
                        customer, Map.of(), seen(new ArthaWire.Applicant(SUBMITTED, Optional.empty()))));
            case ArthaAnswers.Meaning.No(Refusal refusal) -> new Outcome.Refused<>(refusal);
            case ArthaAnswers.Meaning.Turned(Outcome.NotSentCause cause) -> new Outcome.NotSent<>(cause);
            case ArthaAnswers.Meaning.Doubt(Outcome.UnknownCause cause) -> new Outcome.Unknown<>(cause);
        };
    }

    /** Where files were put, or why the applicant was not sent. */
    private sealed interface Uploaded {
        record To(Map<String, String> links) implements Uploaded {}

        record Not(Outcome<OnboardedHolder> outcome) implements Uploaded {}
    }

    /** All files in one call; a file that lies at Artha without an applicant is no applicant, so that is safe to repeat. */
    private Uploaded uploaded(List<Field> fields, Documents documents) {
        List<Documents.Document> files = fields.stream()
                .filter(field -> field.type().equals("file"))
                .map(Field::ours)
                .distinct()
                .flatMap(name -> documents.named(name).stream())
                .toList();
        if (files.isEmpty()) {
            return new Uploaded.To(Map.of());
        }
        WireBody.Bytes body;
        try {
            body = new WireBody.Multipart(files.stream().map(this::part).toList()).buffered(randomness);
        } catch (IOException gone) {
            return new Uploaded.Not(new Outcome.NotSent<>(Outcome.NotSentCause.UNREACHABLE));
        }
        Outcome<Map<String, String>> links = ArthaAnswers.outcome(
                Call.APPLICANT, client.upload(body), root -> links(root, files).map(Outcome.Done::new));
        return switch (links) {
            case Outcome.Done<Map<String, String>>(Map<String, String> known) -> new Uploaded.To(known);
            case Outcome.Refused<Map<String, String>>(Refusal refusal) ->
                new Uploaded.Not(new Outcome.Refused<>(refusal));
            case Outcome.NotSent<Map<String, String>>(Outcome.NotSentCause cause) ->
                new Uploaded.Not(new Outcome.NotSent<>(cause));
            case Outcome.Accepted<Map<String, String>> accepted -> notUploaded();
            case Outcome.Unknown<Map<String, String>> unknown -> notUploaded();
        };
    }

    private static Uploaded notUploaded() {
        return new Uploaded.Not(new Outcome.NotSent<>(Outcome.NotSentCause.UNREACHABLE));
    }

    private WireBody.Part part(Documents.Document file) {
        return new WireBody.FilePart(
                form.uploadField(), fileName(file), file.kind().mediaType(), file.length(), file::open);
    }

    /** By the name that was sent, and where Artha changes names, by the place. */
    private static Optional<Map<String, String>> links(JsonView root, List<Documents.Document> files) {
        JsonView list = root.node().filter(node -> node.isArray()).isPresent() ? root : root.at("data");
        List<ArthaWire.Upload> uploads = new ArrayList<>();
        List<JsonView> items = list.items().isEmpty() ? List.of(ArthaWire.content(root)) : list.items();
        items.forEach(item -> ArthaWire.Upload.of(item).ifPresent(uploads::add));
        Map<String, String> links = new HashMap<>();
        for (int i = 0; i < files.size(); i++) {
            Documents.Document file = files.get(i);
            Optional<String> byName = uploads.stream()
                    .filter(upload ->
                            upload.name().filter(fileName(file)::equals).isPresent())
                    .map(ArthaWire.Upload::url)
                    .findFirst();
            Optional<String> link = byName.isPresent() || uploads.size() != files.size()
                    ? byName
                    : Optional.of(uploads.get(i).url());
            link.ifPresent(url -> links.put(file.name(), url));
        }
        return links.size() == files.size() ? Optional.of(links) : Optional.empty();
    }

    private static String fileName(Documents.Document file) {
        return file.name() + "." + file.kind().extension();
    }

    /** A customer has no state; its approvals have. */
    private static OnboardedHolder registered(ProviderRef customer) {
        return new OnboardedHolder(
                customer,
                Map.of(),
                new ApplicantSeen(
                        ApplicantReading.NEW, "", Optional.empty(), ApplicantSeen.NextStep.NONE, Optional.empty()));
    }

    static ApplicantSeen seen(ArthaWire.Applicant applicant) {
        return new ApplicantSeen(
                ArthaLifecycle.applicant(applicant.word()),
                applicant.word(),
                applicant.remarks(),
                ApplicantSeen.NextStep.NONE,
                Optional.empty());
    }
}
