package io.cardport.simulators.uqpay;

import java.util.Locale;

/** The closed word lists of the API. */
final class Words {

    private Words() {}

    enum HolderStatus {
        SUCCESS,
        PENDING,
        INCOMPLETE,
        FAILED
    }

    enum KycLevel {
        SIMPLIFIED,
        STANDARD,
        ENHANCED
    }

    enum CardStatus {
        PENDING,
        ACTIVE,
        FROZEN,
        BLOCKED,
        PRE_CANCEL,
        CANCELLED,
        LOST,
        STOLEN,
        FAILED;

        boolean live() {
            return this != CANCELLED && this != FAILED;
        }
    }

    /** What the status call accepts (§4.1). */
    enum TargetStatus {
        ACTIVE,
        FROZEN,
        CANCELLED
    }

    enum OrderStatus {
        PENDING,
        PROCESSING,
        SUCCESS,
        FAILED
    }

    /** How an order ends. */
    enum Ending {
        SUCCEEDED(OrderStatus.SUCCESS),
        FAILED(OrderStatus.FAILED);

        private final OrderStatus status;

        Ending(OrderStatus status) {
            this.status = status;
        }

        OrderStatus status() {
            return status;
        }

        /** The last part of a webhook's event type. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** CREATE_CARD and PIN_MANAGEMENT are the words really sent (§4.6). */
    enum OrderType {
        CREATE_CARD,
        CARD_RECHARGE,
        CARD_WITHDRAW,
        CARD_UPDATE,
        CARD_STATUS_UPDATE,
        PIN_MANAGEMENT
    }

    enum Mode {
        SINGLE,
        SHARE
    }

    enum Usage {
        NORMAL,
        ONE_TIME
    }

    enum CancelTrigger {
        ON_AUTH,
        ON_CAPTURE
    }

    enum PinType {
        SET,
        RESET,
        UPDATE
    }

    enum Gender {
        MALE,
        FEMALE
    }

    enum IdentityType {
        ID_CARD,
        PASSPORT
    }

    enum KycMethod {
        THIRD_PARTY,
        SUMSUB_REDIRECT
    }

    enum KycProvider {
        SUMSUB,
        MYINFO,
        JUMIO,
        DIDIT,
        SHUFTI,
        REGTANK
    }

    enum YesNo {
        Y,
        N
    }

    enum Interval {
        PER_TRANSACTION
    }

    /** What waits for its time. */
    enum Alarm {
        HOLDER_REVIEW,
        ORDER,
        CANCEL,
        EXPIRY
    }
}
