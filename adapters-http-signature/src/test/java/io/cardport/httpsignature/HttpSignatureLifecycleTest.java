package io.cardport.httpsignature;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardReading;
import io.cardport.domain.funding.TransactionStatus;
import io.cardport.domain.holder.ApplicantReading;
import org.junit.jupiter.api.Test;

class HttpSignatureLifecycleTest {
    @Test
    void inactiveIsACardThatWeLocked() {
        assertThat(HttpSignatureLifecycle.card("inactive")).isEqualTo(CardReading.LOCKED);
        assertThat(HttpSignatureLifecycle.card("suspended")).isEqualTo(CardReading.LOCKED_BY_PROVIDER);
        assertThat(HttpSignatureLifecycle.card("blocked")).isEqualTo(CardReading.CLOSED);
    }

    @Test
    void customersAndMoneyHaveTheirOwnWords() {
        assertThat(HttpSignatureLifecycle.customer("inactive")).isEqualTo(ApplicantReading.SUSPENDED);
        assertThat(HttpSignatureLifecycle.authorisation("captured")).contains(TransactionStatus.SETTLED);
        assertThat(HttpSignatureLifecycle.transaction("captured")).isEmpty();
    }

    @Test
    void aWordOfAnotherCaseIsAnotherWord() {
        assertThat(HttpSignatureLifecycle.card("Active")).isEqualTo(CardReading.UNRECOGNISED);
        assertThat(HttpSignatureLifecycle.customer("")).isEqualTo(ApplicantReading.UNRECOGNISED);
        assertThat(HttpSignatureLifecycle.account("open"))
                .isEqualTo(HttpSignatureLifecycle.AccountReading.UNRECOGNISED);
    }

    @Test
    void theTableIsShownWhole() {
        assertThat(HttpSignatureLifecycle.markdown().lines()).hasSize(30);
    }
}
