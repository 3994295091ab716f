package io.cardport.domain.issuing;

/** Finding a card that one of our operations may have made. */
public non-sealed interface CardSearch extends Capability {
    /**
     * Looks through the holder's cards for the one that carries the operation's reference.
     *
     * @param command what was sent
     * @return the card; {@link Look.Absent} only after the whole list was read
     */
    Look<IssuedCard> madeBy(IssueCommand command);
}
