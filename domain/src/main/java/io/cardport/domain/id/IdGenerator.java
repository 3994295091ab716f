package io.cardport.domain.id;

/** Makes new identifiers; the one place where ids come from. Safe for use by many threads. */
public interface IdGenerator {
    /**
     * Makes the body of a new id: 26 characters, sortable by time, unique (see {@link Id}).
     *
     * @return the text that follows the prefix
     */
    String nextBody();

    /**
     * Makes a new {@link CardholderId}.
     *
     * @return an id never given before
     */
    default CardholderId cardholder() {
        return new CardholderId(CardholderId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link ApplicantId}.
     *
     * @return an id never given before
     */
    default ApplicantId applicant() {
        return new ApplicantId(ApplicantId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link ProductId}.
     *
     * @return an id never given before
     */
    default ProductId product() {
        return new ProductId(ProductId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link CardId}.
     *
     * @return an id never given before
     */
    default CardId card() {
        return new CardId(CardId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link TopUpId}.
     *
     * @return an id never given before
     */
    default TopUpId topUp() {
        return new TopUpId(TopUpId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link WithdrawalId}.
     *
     * @return an id never given before
     */
    default WithdrawalId withdrawal() {
        return new WithdrawalId(WithdrawalId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link TransactionId}.
     *
     * @return an id never given before
     */
    default TransactionId transaction() {
        return new TransactionId(TransactionId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link OperationId}.
     *
     * @return an id never given before
     */
    default OperationId operation() {
        return new OperationId(OperationId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link EventId}.
     *
     * @return an id never given before
     */
    default EventId event() {
        return new EventId(EventId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link DistributorId}.
     *
     * @return an id never given before
     */
    default DistributorId distributor() {
        return new DistributorId(DistributorId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link KeyId}.
     *
     * @return an id never given before
     */
    default KeyId key() {
        return new KeyId(KeyId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link AdminId}.
     *
     * @return an id never given before
     */
    default AdminId admin() {
        return new AdminId(AdminId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link DeliveryId}.
     *
     * @return an id never given before
     */
    default DeliveryId delivery() {
        return new DeliveryId(DeliveryId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link EndpointId}.
     *
     * @return an id never given before
     */
    default EndpointId endpoint() {
        return new EndpointId(EndpointId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link OutboundId}.
     *
     * @return an id never given before
     */
    default OutboundId outbound() {
        return new OutboundId(OutboundId.PREFIX + nextBody());
    }

    /**
     * Makes a new {@link FreezeId}.
     *
     * @return an id never given before
     */
    default FreezeId freeze() {
        return new FreezeId(FreezeId.PREFIX + nextBody());
    }
}
