package io.cardport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A very short run: that each way takes the signature, and that both goals get a figure. */
class SignaturesBenchTest {
    @Test
    void comparesWithTheBareChecks() {
        Report report = new Report();

        new SignaturesBench(new Pace(1, 0, 0, 0, 0), report).run();

        assertThat(report.goals())
                .extracting(Goal::what)
                .containsExactly(
                        "ed25519, whole request ÷ fastest bare check",
                        "ecdsa-p384-sha384, whole request ÷ fastest bare check");
        assertThat(report.goals()).allSatisfy(goal -> assertThat(goal.actual()).isPositive());
        assertThat(report.text()).contains("| JDK, bare").contains("| whole request");
    }
}
