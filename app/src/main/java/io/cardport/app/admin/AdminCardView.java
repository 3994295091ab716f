package io.cardport.app.admin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cardport.app.rest.view.CardView;
import io.cardport.domain.card.Card;
import io.cardport.domain.holder.Cardholder;
import java.util.Optional;

/**
 * A card as admins see it.
 *
 * @param card as its distributor sees it
 * @param distributorId whose it is
 * @param cardholderEmail the holder's e-mail
 */
record AdminCardView(@JsonUnwrapped CardView card, String distributorId, Optional<String> cardholderEmail) {
    static AdminCardView of(Card card, Optional<Cardholder> holder) {
        return new AdminCardView(
                CardView.of(card),
                card.owner().distributor().value(),
                holder.map(known -> known.profile().contact().email()));
    }
}
