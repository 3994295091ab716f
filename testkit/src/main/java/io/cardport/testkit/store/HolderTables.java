package io.cardport.testkit.store;

import io.cardport.domain.account.Scope;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantLifecycle;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.ApplicantStore;
import io.cardport.domain.store.CardholderStore;
import io.cardport.domain.store.Page;
import io.cardport.domain.store.ProductStore;
import io.cardport.testkit.store.Tables.Shelf;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Cardholders, their approvals, and products. */
final class HolderTables {
    private HolderTables() {}

    record Cardholders(Tables tables) implements CardholderStore {
        @Override
        public Optional<Cardholder> find(Scope scope, CardholderId id) {
            return Optional.ofNullable(tables.cardholders.get(id))
                    .filter(holder -> Listing.sees(scope, holder.owner().distributor()));
        }

        @Override
        public Optional<Cardholder> lock(Scope scope, CardholderId id) {
            return find(scope, id);
        }

        @Override
        public Added insert(Cardholder cardholder) {
            boolean taken = tables.cardholders.values().stream()
                    .filter(other -> !other.id().equals(cardholder.id()))
                    .filter(other -> other.owner().equals(cardholder.owner()))
                    .anyMatch(other -> email(other).equalsIgnoreCase(email(cardholder)));
            if (taken) {
                return Added.DUPLICATE_EMAIL;
            }
            tables.cardholders.put(cardholder.id(), cardholder);
            return Added.ADDED;
        }

        @Override
        public Added update(Cardholder cardholder) {
            return insert(cardholder);
        }

        @Override
        public void remove(CardholderId id) {
            tables.cardholders.remove(id);
            tables.applicants
                    .values()
                    .removeIf(applicant -> applicant.cardholder().equals(id));
        }

        @Override
        public Page<Cardholder> list(Filter filter, Page.Request page) {
            return Listing.page(
                    tables.cardholders.values(),
                    holder -> Listing.sees(filter.scope(), holder.owner().distributor())
                            && filter.email()
                                    .map(email(holder)::equalsIgnoreCase)
                                    .orElse(true)
                            && (filter.externalReference().isEmpty()
                                    || filter.externalReference().equals(holder.externalReference()))
                            && filter.status().map(status(holder)::equals).orElse(true),
                    holder -> holder.id().value(),
                    page);
        }

        private ApplicantState status(Cardholder holder) {
            return ApplicantLifecycle.mostAdvanced(new Applicants(tables)
                    .of(holder.id()).stream()
                            .map(applicant -> applicant.standing().state())
                            .toList());
        }

        private static String email(Cardholder holder) {
            return holder.profile().contact().email();
        }
    }

    record Applicants(Tables tables) implements ApplicantStore {
        @Override
        public List<Applicant> of(CardholderId cardholder) {
            return tables.applicants.values().stream()
                    .filter(applicant -> applicant.cardholder().equals(cardholder))
                    .toList();
        }

        @Override
        public Optional<Applicant> lock(CardholderId cardholder, ProductScope scope) {
            return of(cardholder).stream()
                    .filter(applicant -> applicant.scope().equals(scope))
                    .findFirst();
        }

        @Override
        public Optional<Applicant> find(ApplicantId id) {
            return Optional.ofNullable(tables.applicants.get(id));
        }

        @Override
        public void insert(Applicant applicant) {
            tables.applicants.put(applicant.id(), applicant);
        }

        @Override
        public void update(Applicant applicant) {
            insert(applicant);
        }

        @Override
        public List<ApplicantId> takeDue(Instant now, Instant leaseUntil, int limit) {
            List<Applicant> due = tables.applicants.values().stream()
                    .filter(applicant -> applicant
                            .schedule()
                            .nextPollAt()
                            .map(at -> !at.isAfter(now))
                            .orElse(false))
                    .sorted(Comparator.comparing(
                            applicant -> applicant.schedule().nextPollAt().orElseThrow()))
                    .limit(limit)
                    .toList();
            due.forEach(applicant -> update(applicant.schedule(leased(applicant.schedule(), leaseUntil))));
            return due.stream().map(Applicant::id).toList();
        }

        @Override
        public void extend(List<ApplicantId> ids, Instant leasedUntil, Instant until) {
            ids.stream()
                    .flatMap(id -> find(id).stream())
                    .filter(applicant -> applicant.schedule().nextPollAt().equals(Optional.of(leasedUntil)))
                    .forEach(applicant -> update(applicant.schedule(leased(applicant.schedule(), until))));
        }

        private static Applicant.Schedule leased(Applicant.Schedule schedule, Instant until) {
            return new Applicant.Schedule(
                    schedule.submittedAt(),
                    schedule.decidedAt(),
                    Optional.of(until),
                    schedule.deadline(),
                    schedule.polls());
        }
    }

    record Products(Tables tables) implements ProductStore {
        @Override
        public Optional<Product> find(ProductId id) {
            return Optional.ofNullable(tables.products.get(id)).map(Shelf::product);
        }

        @Override
        public List<Product> offeredBy(String account) {
            return tables.products.values().stream()
                    .filter(Shelf::offered)
                    .map(Shelf::product)
                    .filter(product -> product.account().equals(account))
                    .sorted(Comparator.comparing(product -> product.seen().name()))
                    .toList();
        }

        @Override
        public void replace(String account, List<ProductSeen> products, IdGenerator ids) {
            tables.products.replaceAll((id, shelf) ->
                    shelf.product().account().equals(account) ? new Shelf(shelf.product(), false) : shelf);
            for (ProductSeen seen : products) {
                ProductId id = known(account, seen).orElseGet(ids::product);
                tables.products.put(id, new Shelf(new Product(id, account, seen), true));
            }
        }

        private Optional<ProductId> known(String account, ProductSeen seen) {
            return tables.products.values().stream()
                    .map(Shelf::product)
                    .filter(product -> product.account().equals(account)
                            && product.seen().reference().equals(seen.reference()))
                    .map(Product::id)
                    .findFirst();
        }
    }
}
