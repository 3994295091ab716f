package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.event.EventDraft;
import io.cardport.domain.event.EventType;
import io.cardport.domain.holder.Applicant;
import io.cardport.domain.holder.ApplicantReading;
import io.cardport.domain.holder.ApplicantState;
import io.cardport.domain.id.ApplicantId;
import io.cardport.domain.id.CardholderId;
import io.cardport.domain.usecase.PollApplicant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waiting for a decision that no webhook brings. */
class WaitingTest {
    private final House house = new House();
    private final List<Instant> looks = new ArrayList<>();
    private CardholderId holder;

    @BeforeEach
    void somebodyWaits() {
        house.issuer.decision = ApplicantReading.IN_REVIEW;
        house.issuer.shown = ApplicantReading.IN_REVIEW;
        holder = house.holder();
    }

    private Applicant applicant() {
        return house.stores.read(all -> all.applicants().of(holder).getFirst());
    }

    private ApplicantState state() {
        return applicant().standing().state();
    }

    private List<EventType> events() {
        return house.stores.events().stream().map(EventDraft::type).toList();
    }

    private void pass(Duration time) {
        Instant end = house.clock.instant().plus(time);
        while (house.clock.instant().isBefore(end)) {
            house.clock.advance(Duration.ofSeconds(10));
            Instant lease = house.clock.instant().plusSeconds(15);
            for (ApplicantId id :
                    house.stores.write(all -> all.applicants().takeDue(house.clock.instant(), lease, 10))) {
                looks.add(house.clock.instant());
                new PollApplicant(house.context).handle(id);
            }
        }
    }

    @Test
    void theFirstLookIsSoonAndTheOthersEverLater() {
        Instant began = house.clock.instant();
        pass(Duration.ofHours(2));
        assertThat(Duration.between(began, looks.getFirst())).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        assertThat(looks).hasSizeBetween(12, 24);
        assertThat(Duration.between(looks.get(looks.size() - 2), looks.getLast()))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
    }

    @Test
    void afterADayItExpiresAndIsLookedAtOnceADay() {
        pass(Duration.ofHours(25));
        assertThat(state()).isEqualTo(ApplicantState.EXPIRED);
        assertThat(events().stream().filter(EventType.CARDHOLDER_EXPIRED::equals))
                .hasSize(1);
        looks.clear();
        pass(Duration.ofDays(5));
        assertThat(looks).hasSize(5);
        assertThat(events().stream().filter(EventType.CARDHOLDER_EXPIRED::equals))
                .hasSize(1);
    }

    @Test
    void nothingExpiresWhileTheIssuerCannotBeAsked() {
        house.issuer.lists = false;
        pass(Duration.ofHours(30));
        assertThat(state()).isEqualTo(ApplicantState.IN_REVIEW);
        house.issuer.lists = true;
        pass(Duration.ofMinutes(11));
        assertThat(state()).isEqualTo(ApplicantState.EXPIRED);
    }

    @Test
    void aLateDecisionIsTaken() {
        pass(Duration.ofHours(25));
        house.issuer.lists = false;
        pass(Duration.ofDays(2));
        house.issuer.lists = true;
        house.issuer.shown = ApplicantReading.APPROVED;
        pass(Duration.ofDays(1));
        assertThat(state()).isEqualTo(ApplicantState.APPROVED);
        assertThat(applicant().schedule().nextPollAt()).isEmpty();
        house.assertVersionsWithoutHoles();
    }

    @Test
    void thatMoreIsWantedExpiresOnceAndNotEachDay() {
        house.issuer.shown = ApplicantReading.INCOMPLETE;
        pass(Duration.ofDays(4));
        assertThat(state()).isEqualTo(ApplicantState.EXPIRED);
        assertThat(events().stream().filter(EventType.CARDHOLDER_EXPIRED::equals))
                .hasSize(1);
        assertThat(events().stream().filter(EventType.CARDHOLDER_INCOMPLETE::equals))
                .hasSize(1);
    }

    @Test
    void afterThirtyDaysNobodyLooksAnyMore() {
        pass(Duration.ofDays(32));
        looks.clear();
        pass(Duration.ofDays(3));
        assertThat(looks).isEmpty();
        assertThat(applicant().schedule().nextPollAt()).isEmpty();
    }
}
