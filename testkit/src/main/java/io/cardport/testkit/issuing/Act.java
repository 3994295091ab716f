package io.cardport.testkit.issuing;

import io.cardport.domain.issuing.AccountBalances;
import io.cardport.domain.issuing.AccountTransactions;
import io.cardport.domain.issuing.ApplicantScreening;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardAssignment;
import io.cardport.domain.issuing.CardBalance;
import io.cardport.domain.issuing.CardClosing;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.issuing.CardLookup;
import io.cardport.domain.issuing.CardReveal;
import io.cardport.domain.issuing.CardSearch;
import io.cardport.domain.issuing.CardTransactions;
import io.cardport.domain.issuing.CardWithdrawal;
import io.cardport.domain.issuing.HolderSearch;
import io.cardport.domain.issuing.HolderUpdate;
import io.cardport.domain.issuing.OrderLookup;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.ProductCatalogue;
import io.cardport.domain.issuing.SpendControls;
import io.cardport.domain.operation.OperationKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything the contract asks of an issuer: commands, which have an operation, and looks, which have none. */
public enum Act {
    /** Registers a holder. */
    ONBOARD(Optional.empty(), Optional.of(OperationKind.REGISTER_CARDHOLDER)),
    /** Makes a virtual card. */
    ISSUE(Optional.empty(), Optional.of(OperationKind.ISSUE_CARD)),
    /** Changes a holder's data. */
    UPDATE_HOLDER(Optional.of(HolderUpdate.class), Optional.of(OperationKind.UPDATE_CARDHOLDER)),
    /** Assigns a physical card. */
    ASSIGN(Optional.of(CardAssignment.class), Optional.of(OperationKind.ISSUE_CARD)),
    /** Activates a card. */
    ACTIVATE(Optional.of(CardActivation.class), Optional.of(OperationKind.ACTIVATE_CARD)),
    /** Locks a card. */
    LOCK(Optional.of(CardControls.class), Optional.of(OperationKind.LOCK_CARD)),
    /** Unlocks a card. */
    UNLOCK(Optional.of(CardControls.class), Optional.of(OperationKind.UNLOCK_CARD)),
    /** Closes a card. */
    CLOSE(Optional.of(CardClosing.class), Optional.of(OperationKind.CLOSE_CARD)),
    /** Puts money on a card. */
    TOP_UP(Optional.of(CardFunding.class), Optional.of(OperationKind.TOP_UP)),
    /** Takes money off a card. */
    WITHDRAW(Optional.of(CardWithdrawal.class), Optional.of(OperationKind.WITHDRAW)),
    /** Sets a PIN. */
    SET_PIN(Optional.of(PinSetting.class), Optional.of(OperationKind.SET_PIN)),
    /** Replaces spending controls. */
    SET_CONTROLS(Optional.of(SpendControls.class), Optional.of(OperationKind.SET_SPENDING_CONTROLS)),
    /** Asks how far a verification is. */
    APPLICANT(Optional.of(ApplicantScreening.class), Optional.empty()),
    /** Reads a card. */
    CARD(Optional.of(CardLookup.class), Optional.empty()),
    /** Asks for a card's money. */
    BALANCE(Optional.of(CardBalance.class), Optional.empty()),
    /** Asks for a card's transactions. */
    TRANSACTIONS(Optional.of(CardTransactions.class), Optional.empty()),
    /** Asks for the transactions of all cards. */
    ACCOUNT_TRANSACTIONS(Optional.of(AccountTransactions.class), Optional.empty()),
    /** Shows a card's secrets. */
    REVEAL(Optional.of(CardReveal.class), Optional.empty()),
    /** Lists products. */
    PRODUCTS(Optional.of(ProductCatalogue.class), Optional.empty()),
    /** Asks for our account's money. */
    ACCOUNT_BALANCES(Optional.of(AccountBalances.class), Optional.empty()),
    /** Asks for an order, that of a top-up. */
    ORDER(Optional.of(OrderLookup.class), Optional.empty()),
    /** Finds the card that an operation made. */
    FIND_CARD(Optional.of(CardSearch.class), Optional.empty()),
    /** Finds the holder that an operation registered. */
    FIND_HOLDER(Optional.of(HolderSearch.class), Optional.empty());

    private static final Set<Scenario> ANY = EnumSet.of(
            Scenario.DONE,
            Scenario.RATE_LIMITED,
            Scenario.AUTH_EXPIRED,
            Scenario.NOT_SENT,
            Scenario.NO_ANSWER_BEFORE_COMMIT,
            Scenario.NO_ANSWER_AFTER_COMMIT,
            Scenario.CUT_ANSWER,
            Scenario.MALFORMED_ANSWER,
            Scenario.UNKNOWN_WORD,
            Scenario.ISSUER_500);

    private final Optional<Class<? extends Capability>> capability;
    private final Optional<OperationKind> operation;

    Act(Optional<Class<? extends Capability>> capability, Optional<OperationKind> operation) {
        this.capability = capability;
        this.operation = operation;
    }

    /**
     * The ability that the act needs.
     *
     * @return empty for what every issuer has
     */
    public Optional<Class<? extends Capability>> capability() {
        return capability;
    }

    /**
     * The operation of a command.
     *
     * @return empty for a look
     */
    public Optional<OperationKind> operation() {
        return operation;
    }

    /**
     * The scenarios that the act can meet.
     *
     * @return in the order of their declaration
     */
    public List<Scenario> scenarios() {
        var all = EnumSet.copyOf(ANY);
        switch (this) {
            case ISSUE ->
                all.addAll(Set.of(
                        Scenario.ACCEPTED,
                        Scenario.REFUSED,
                        Scenario.INSUFFICIENT_FUNDS,
                        Scenario.NOT_FOUND,
                        Scenario.LATE_ANSWER));
            case TOP_UP -> all.addAll(Set.of(Scenario.ACCEPTED, Scenario.INSUFFICIENT_FUNDS, Scenario.NOT_FOUND));
            case WITHDRAW -> all.addAll(Set.of(Scenario.ACCEPTED, Scenario.NOT_FOUND));
            case UPDATE_HOLDER, LOCK, UNLOCK, CLOSE, SET_PIN, SET_CONTROLS, APPLICANT, CARD, BALANCE, REVEAL ->
                all.add(Scenario.NOT_FOUND);
            case ONBOARD,
                    ASSIGN,
                    ACTIVATE,
                    TRANSACTIONS,
                    ACCOUNT_TRANSACTIONS,
                    PRODUCTS,
                    ACCOUNT_BALANCES,
                    ORDER,
                    FIND_CARD,
                    FIND_HOLDER -> {
                // Nothing to add: there is no id in the call that could be unknown, or the answer to it is an empty
                // list.
            }
        }
        return List.copyOf(all);
    }
}
