package io.cardport.domain.usecase;

import io.cardport.domain.holder.CardholderProfile;
import io.cardport.domain.holder.Documents;
import io.cardport.domain.product.Product;
import io.cardport.domain.product.ProductRules.RequiredField;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which of the API's fields a profile has, by the names that products use in {@code requiredFields}. */
final class ProfileFields {
    private ProfileFields() {}

    static boolean has(CardholderProfile profile, String name) {
        return switch (name) {
            case "email", "firstName", "lastName", "country", "mobile", "areaCode" -> true;
            case "businessName" -> profile.name().businessName().isPresent();
            case "dateOfBirth" -> profile.person().dateOfBirth().isPresent();
            case "gender" -> profile.person().gender().isPresent();
            case "nationality" -> profile.person().nationality().isPresent();
            case "address", "address.line1", "address.city", "address.country" ->
                profile.address().isPresent();
            case "address.line2" ->
                profile.address().flatMap(address -> address.line2()).isPresent();
            case "address.state" ->
                profile.address().flatMap(address -> address.state()).isPresent();
            case "address.postalCode" ->
                profile.address().flatMap(address -> address.postalCode()).isPresent();
            case "identity", "identity.documentType", "identity.documentNumber" ->
                profile.identity().isPresent();
            case "identity.issueDate" ->
                profile.identity().flatMap(identity -> identity.issueDate()).isPresent();
            case "identity.expiryDate" ->
                profile.identity().flatMap(identity -> identity.expiryDate()).isPresent();
            default -> detail(profile, name);
        };
    }

    private static boolean detail(CardholderProfile profile, String name) {
        if (!name.startsWith("details.")) {
            return false;
        }
        String detail = name.substring("details.".length());
        return profile.details().containsKey(detail)
                || profile.details().keySet().stream().anyMatch(key -> key.startsWith(detail + "."));
    }

    /** What a submission lacks; files count only here, for they are not kept. */
    static List<Problem.Fault> missing(List<RequiredField> required, CardholderProfile profile, Documents documents) {
        Predicate<RequiredField> there = field ->
                field.type().equals("file") ? documents.named(field.name()).isPresent() : has(profile, field.name());
        return required.stream()
                .filter(RequiredField::required)
                .filter(there.negate())
                .map(field -> new Problem.Fault(Refusals.pointer(field.name()), "the issuer requires it"))
                .toList();
    }

    /** The product's fields, or where none is named those that every product of the account has. */
    static List<RequiredField> required(Optional<Product> product, List<Product> offered) {
        if (product.isPresent()) {
            return product.get().seen().rules().requiredFields();
        }
        if (offered.isEmpty()) {
            return List.of();
        }
        Set<String> common = offered.stream()
                .map(one -> one.seen().rules().requiredFields().stream()
                        .filter(RequiredField::required)
                        .map(RequiredField::name)
                        .collect(Collectors.toSet()))
                .reduce((left, right) -> {
                    left.retainAll(right);
                    return left;
                })
                .orElse(Set.of());
        return offered.getFirst().seen().rules().requiredFields().stream()
                .filter(field -> common.contains(field.name()))
                .toList();
    }
}
