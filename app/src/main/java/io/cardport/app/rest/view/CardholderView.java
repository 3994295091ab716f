package io.cardport.app.rest.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.CardholderProfile.Gender;
import io.cardport.domain.holder.CardholderProfile.HolderType;
import io.cardport.domain.holder.Dossier;
import io.cardport.domain.holder.Identity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cardholder; its documents never come back.
 *
 * @param ids who and where
 * @param approvals how far each approval is
 * @param name how the holder is called
 * @param contact how the holder is reached
 * @param person what is known of the person
 * @param references what the issuer calls it
 * @param times version and times
 */
@Schema(name = "Cardholder")
public record CardholderView(
        @JsonUnwrapped Ids ids,
        List<ApprovalView> approvals,
        @JsonUnwrapped Name name,
        @JsonUnwrapped Contact contact,
        @JsonUnwrapped Person person,
        @JsonUnwrapped References references,
        @JsonUnwrapped VersionView times) {
    /** Who and where. */
    record Ids(String id, String provider, ApplicantState status) {}

    /** How far one approval is. */
    @Schema(name = "Approval")
    record ApprovalView(
            Optional<String> productId,
            ApplicantState status,
            Optional<String> reason,
            Optional<String> verificationUrl,
            Optional<String> challenge) {
        static ApprovalView of(Applicant applicant) {
            Applicant.Standing standing = applicant.standing();
            return new ApprovalView(
                    ApplicantView.product(applicant),
                    standing.state(),
                    standing.reason(),
                    standing.next().verificationUrl().map(URI::toString),
                    standing.next().challenge());
        }
    }

    /** How the holder is called. */
    record Name(HolderType type, String firstName, String lastName, Optional<String> businessName) {}

    /** How the holder is reached. */
    record Contact(String email, String country, String mobile, String areaCode) {}

    /** What is known of the person. */
    record Person(
            Optional<String> dateOfBirth,
            Optional<Gender> gender,
            Optional<String> nationality,
            Optional<AddressView> address,
            Optional<IdentityView> identity,
            @Schema(type = "object") JsonNode details) {}

    /** The data of the identity document. */
    @Schema(name = "Identity")
    record IdentityView(
            String documentType, String documentNumber, Optional<String> issueDate, Optional<String> expiryDate) {
        static IdentityView of(Identity identity) {
            return new IdentityView(
                    identity.documentType().name().toLowerCase(Locale.ROOT),
                    identity.documentNumber(),
                    identity.issueDate().map(Object::toString),
                    identity.expiryDate().map(Object::toString));
        }
    }

    /** What others call it. */
    record References(
            Optional<String> externalReference,
            Optional<String> providerReference,
            Map<String, String> providerReferences) {}

    /**
     * Shows a cardholder.
     *
     * @param dossier the holder and all its approvals
     * @return its view
     */
    public static CardholderView of(Dossier dossier) {
        Cardholder holder = dossier.cardholder();
        CardholderProfile profile = holder.profile();
        return new CardholderView(
                new Ids(holder.id().value(), holder.owner().account(), dossier.status()),
                dossier.approvals().stream().map(ApprovalView::of).toList(),
                new Name(
                        profile.type(),
                        profile.name().firstName(),
                        profile.name().lastName(),
                        profile.name().businessName()),
                new Contact(
                        profile.contact().email(),
                        profile.contact().country(),
                        profile.contact().mobile(),
                        profile.contact().areaCode()),
                person(profile),
                new References(
                        holder.externalReference(),
                        holder.reference().map(reference -> reference.value()),
                        new TreeMap<>(holder.references())),
                VersionView.of(holder.times()));
    }

    private static Person person(CardholderProfile profile) {
        return new Person(
                profile.person().dateOfBirth().map(Object::toString),
                profile.person().gender(),
                profile.person().nationality(),
                profile.address().map(AddressView::of),
                profile.identity().map(IdentityView::of),
                Details.nested(profile.details()));
    }
}
