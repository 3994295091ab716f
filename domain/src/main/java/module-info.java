/** Cardholders, cards, money and the rules of their lives, behind ports; needs nothing but the JDK and JSpecify. */
module io.cardport.domain {
    requires static transitive org.jspecify;

    exports io.cardport.domain.account;
    exports io.cardport.domain.card;
    exports io.cardport.domain.delivery;
    exports io.cardport.domain.event;
    exports io.cardport.domain.freeze;
    exports io.cardport.domain.funding;
    exports io.cardport.domain.holder;
    exports io.cardport.domain.id;
    exports io.cardport.domain.idempotency;
    exports io.cardport.domain.issuing;
    exports io.cardport.domain.money;
    exports io.cardport.domain.operation;
    exports io.cardport.domain.product;
    exports io.cardport.domain.secret;
    exports io.cardport.domain.store;
    exports io.cardport.domain.usecase;
    exports io.cardport.domain.webhook;
}
