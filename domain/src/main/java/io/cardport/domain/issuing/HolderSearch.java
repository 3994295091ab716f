package io.cardport.domain.issuing;

/** Finding a holder that one of our operations may have registered. */
public non-sealed interface HolderSearch extends Capability {
    /**
     * Looks through the issuer's holders for the one that the operation sent.
     *
     * @param command what was sent
     * @return the holder; {@link Look.Absent} only after the whole list was read
     */
    Look<OnboardedHolder> registeredBy(OnboardCommand command);
}
