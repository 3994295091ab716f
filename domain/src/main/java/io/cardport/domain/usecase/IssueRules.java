package io.cardport.domain.usecase;

import io.cardport.domain.card.Card;
import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.holder.Cardholder;
import io.cardport.domain.holder.ProductScope;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.issuing.CardAssignment;
import io.cardport.domain.issuing.SpendControls;
import io.cardport.domain.money.Money;
import io.cardport.domain.product.FundingTerms;
import io.cardport.domain.product.FundingTerms.InitialLoad;
import io.cardport.domain.product.Product;
import io.cardport.domain.product.ProductRules.PhysicalBy;
import io.cardport.domain.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What must hold before a card is asked for; decided from the record, with no byte sent. */
final class IssueRules {
    private final Context context;

    IssueRules(Context context) {
        this.context = context;
    }

    Optional<Problem> check(
            Stores stores, IssueCard.Command command, Optional<Cardholder> holder, Optional<Product> product) {
        if (holder.isEmpty() || product.isEmpty() || !offered(stores, command, product.get())) {
            return Optional.of(new Problem.NotFound());
        }
        if (!holder.get().owner().account().equals(product.get().account())) {
            return Optional.of(new Problem.ProviderMismatch());
        }
        return abilities(command, product.get())
                .or(() -> fields(command, product.get()))
                .or(() -> approval(stores, holder.get(), product.get()))
                .or(() -> requirements(holder.get(), product.get()))
                .or(() -> frozen(stores, command, product.get()));
    }

    private static Optional<Problem> frozen(Stores stores, IssueCard.Command command, Product product) {
        return Freezes.frozen(stores, owner(command, product)) ? Optional.of(new Problem.Frozen()) : Optional.empty();
    }

    /** Whose card it is to be. */
    static Card.Owner owner(IssueCard.Command command, Product product) {
        return new Card.Owner(command.distributor(), command.cardholder(), product.id(), product.account());
    }

    private static boolean offered(Stores stores, IssueCard.Command command, Product product) {
        return stores.distributors()
                .find(command.distributor())
                .filter(distributor -> distributor.accounts().contains(product.account()))
                .isPresent();
    }

    private Optional<Problem> abilities(IssueCard.Command command, Product product) {
        CardOptions options = command.options();
        boolean controlled = !options.controls().equals(CardControlsSpec.NONE)
                || options.singleUse().isPresent()
                || options.expiresAt().isPresent();
        if (controlled && context.ability(product, SpendControls.class).isEmpty()) {
            return Optional.of(new Problem.Unsupported(SpendControls.class));
        }
        if (options.initialLoad().isPresent() && product.seen().funding().initialLoad() == InitialLoad.NONE) {
            return Optional.of(new Problem.Unsupported("card_funding", "cards of this product take no initialLoad"));
        }
        if (command.cardNumber().isPresent()
                && context.ability(product, CardAssignment.class).isEmpty()) {
            return Optional.of(new Problem.Unsupported(CardAssignment.class));
        }
        return Optional.empty();
    }

    private static Optional<Problem> fields(IssueCard.Command command, Product product) {
        List<Problem.Fault> faults = new ArrayList<>();
        var seen = product.seen();
        if (!seen.cardTypes().contains(command.type())) {
            faults.add(new Problem.Fault("/type", "the product has cards of " + seen.cardTypes()));
        }
        if (!seen.currencies().contains(command.currency())) {
            faults.add(new Problem.Fault("/currency", "the product has cards in " + seen.currencies()));
        }
        boolean assigned = command.type() == CardType.PHYSICAL
                && seen.rules()
                        .physicalBy()
                        .filter(by -> by == PhysicalBy.ASSIGNMENT)
                        .isPresent();
        if (assigned && command.cardNumber().isEmpty()) {
            faults.add(new Problem.Fault("/cardNumber", "is required: physical cards of this product are assigned"));
        }
        if (!assigned && command.cardNumber().isPresent()) {
            faults.add(new Problem.Fault("/cardNumber", "is only for physical cards that are assigned"));
        }
        FundingTerms funding = seen.funding();
        Optional<Money> load = command.options().initialLoad();
        if (load.isEmpty() && funding.initialLoad() == InitialLoad.REQUIRED) {
            faults.add(new Problem.Fault("/initialLoad", "is required by the product"));
        }
        load.filter(money -> !money.currency().equals(command.currency()))
                .ifPresent(money -> faults.add(Controls.wrongCurrency("/initialLoad/currency", command.currency())));
        if (funding.loadIsLimit()
                && command.options().controls().spendingLimit().isPresent()) {
            faults.add(new Problem.Fault("/spendingLimit", "the load is the limit of cards of this product"));
        }
        faults.addAll(Controls.faults(command.options().controls(), command.currency(), ""));
        if (!faults.isEmpty()) {
            return Optional.of(new Problem.InvalidFields(faults));
        }
        return load.flatMap(money -> outOfRange(money, funding));
    }

    static Optional<Problem> outOfRange(Money amount, FundingTerms funding) {
        Optional<Money> min =
                funding.minTopUp().filter(least -> least.currency().equals(amount.currency()));
        Optional<Money> max = funding.maxTopUp().filter(most -> most.currency().equals(amount.currency()));
        boolean outside = min.filter(least -> amount.compareTo(least) < 0).isPresent()
                || max.filter(most -> amount.compareTo(most) > 0).isPresent();
        return outside ? Optional.of(new Problem.AmountOutOfRange(min, max)) : Optional.empty();
    }

    /** The approval of a holder that counts for a product. */
    private static Optional<Applicant> approvalFor(Stores stores, CardholderId holder, Product product) {
        return stores.applicants().of(holder).stream()
                .filter(applicant -> covers(applicant, product))
                .findFirst();
    }

    /** How far the approval of a holder for a product is. */
    static ApplicantState approved(Stores stores, CardholderId holder, Product product) {
        return approvalFor(stores, holder, product)
                .map(applicant -> applicant.standing().state())
                .orElse(ApplicantState.NEW);
    }

    private static Optional<Problem> approval(Stores stores, Cardholder holder, Product product) {
        Optional<Applicant> approval = approvalFor(stores, holder.id(), product);
        ApplicantState state =
                approval.map(applicant -> applicant.standing().state()).orElse(ApplicantState.NEW);
        return switch (state) {
            case APPROVED ->
                approval.flatMap(Applicant::reference).or(holder::reference).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Problem.HolderNotReady(ApplicantState.NEW));
            case IN_REVIEW -> Optional.of(new Problem.HolderInReview(state));
            case REJECTED -> Optional.of(new Problem.HolderRejected());
            case NEW, INCOMPLETE, SUSPENDED, EXPIRED -> Optional.of(new Problem.HolderNotReady(state));
        };
    }

    static boolean covers(Applicant applicant, Product product) {
        return switch (applicant.scope()) {
            case ProductScope.AnyProduct ignored -> true;
            case ProductScope.OneProduct(var id) -> id.equals(product.id());
        };
    }

    private static Optional<Problem> requirements(Cardholder holder, Product product) {
        List<Problem.Fault> faults = IssueCard.holderFields(product).stream()
                .filter(name -> !ProfileFields.has(holder.profile(), name))
                .map(name -> new Problem.Fault(Refusals.pointer(name), "the product requires it of the cardholder"))
                .toList();
        return faults.isEmpty() ? Optional.empty() : Optional.of(new Problem.RequirementsMissing(faults));
    }
}
