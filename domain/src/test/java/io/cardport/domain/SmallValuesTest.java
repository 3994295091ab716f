package io.cardport.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardport.domain.account.Actor;
import io.cardport.domain.event.EventType;
import io.cardport.domain.id.AdminId;
import io.cardport.domain.id.CardId;
import io.cardport.domain.id.DistributorId;
import io.cardport.domain.issuing.Capability;
import io.cardport.domain.issuing.CardControls;
import io.cardport.domain.issuing.CardFunding;
import io.cardport.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallValuesTest {
    private static final String BODY = "0123456789abcdefghjkmnpqrs";

    @Test
    void idsOfAnotherFormAreNoIds() {
        assertThat(CardId.parse("card_" + BODY)).contains(new CardId("card_" + BODY));
        for (String text : List.of(
                "", "card_", "card_" + BODY + "0", "op_" + BODY, "card_" + BODY.replace('0', 'I'), "CARD_" + BODY)) {
            assertThat(CardId.parse(text)).as(text).isEmpty();
        }
        assertThatThrownBy(() -> new CardId("op_" + BODY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secretsShowNothingAndCanBeWiped() {
        Secret secret = Secret.of("4111111111111234");
        assertThat(secret.toString()).isEqualTo("•••");
        assertThat(secret).isEqualTo(Secret.of("4111111111111234")).isNotEqualTo(Secret.of("4111111111111235"));
        assertThat(new String(secret.utf8(), StandardCharsets.UTF_8)).isEqualTo("4111111111111234");
        secret.close();
        assertThat(secret.<Boolean>reveal(text -> Arrays.equals(text, new char[16])))
                .isTrue();
    }

    @Test
    void capabilitiesHaveTheNamesOfTheApi() {
        assertThat(Capability.nameOf(CardControls.class)).isEqualTo("card_controls");
        assertThat(Capability.nameOf(CardFunding.class)).isEqualTo("card_funding");
        assertThat(Capability.all()).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }

    @Test
    void eventsHaveTheNamesOfTheApi() {
        assertThat(EventType.CARD_NEEDS_REVIEW.text()).isEqualTo("card.needs_review");
        assertThat(EventType.TOP_UP_PENDING.text()).isEqualTo("top_up.pending");
        assertThat(EventType.WITHDRAWAL_UNSETTLED.text()).isEqualTo("withdrawal.unsettled");
    }

    @Test
    void actorsSurviveTextAndBack() {
        for (Actor actor : List.of(
                new Actor.System(),
                new Actor.OfAdmin(new AdminId("adm_" + BODY)),
                new Actor.OfDistributor(new DistributorId("dist_" + BODY)))) {
            assertThat(Actor.parse(actor.text())).isEqualTo(actor);
        }
    }
}
