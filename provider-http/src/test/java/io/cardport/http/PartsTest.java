package io.cardport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class PartsTest {
    @Test
    void targetEncodesArgumentsAndQueries() {
        Target target = Target.of("/v1/a/{a}/b/{b}", "x/y?z", "\u00e9 #%")
                .query("q", "a b&c=d")
                .query("r", "+~");
        assertThat(target.pathAndQuery()).isEqualTo("/v1/a/x%2Fy%3Fz/b/%C3%A9%20%23%25?q=a%20b%26c%3Dd&r=%2B~");
        assertThat(target.template()).isEqualTo("/v1/a/{a}/b/{b}");
        assertThat(target).hasToString("/v1/a/{a}/b/{b}");
    }

    @Test
    void targetRefusesWhatWouldAddressSomethingElse() {
        for (String argument : List.of("", ".", "..")) {
            assertThatThrownBy(() -> Target.of("/v1/{a}", argument)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Target.of("/v1/{a}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Target.of("/v1", "a")).isInstanceOf(IllegalArgumentException.class);
        for (String path : List.of("v1", "//v1", "/v 1", "/v1#x", "/v1\r\nX: y", "/\u00e9")) {
            assertThatThrownBy(() -> Target.of(path)).as(path).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whateverTheArgumentItStaysOneSegment() {
        var random = new Random(99);
        for (int round = 0; round < 5_000; round++) {
            var text = new StringBuilder("x");
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append((char) random.nextInt(0x250));
            }
            String path = Target.of("/a/{b}/c", text.toString()).pathAndQuery();
            assertThat(path).matches("/a/[A-Za-z0-9._~%-]+/c");
        }
    }

    @Test
    void headersRefuseInjectionAndHideValues() {
        assertThatThrownBy(() -> WireHeaders.of("X-A", "canary\r\nX-B: c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> WireHeaders.of("X A", "b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WireHeaders.of("", "b")).isInstanceOf(IllegalArgumentException.class);
        WireHeaders headers = WireHeaders.of("X-A", "canary").and("x-a", "2").and("B", "3");
        assertThat(headers.first("x-A")).contains("canary");
        assertThat(headers.all("X-A")).containsExactly("canary", "2");
        assertThat(headers.with("X-A", "9").all("x-a")).containsExactly("9");
        assertThat(headers.toString()).doesNotContain("canary");
    }

    @Test
    void bodiesHideTheirContent() {
        var file = new WireBody.FilePart("f", "canary.jpg", "image/jpeg", 3, () -> {
            throw new java.io.IOException("unused");
        });
        var multipart = new WireBody.Multipart(List.of(new WireBody.TextPart("pin", "canary"), file));
        assertThat(WireBody.text("text/plain", "canary").toString() + multipart).doesNotContain("canary");
    }

    @Test
    void budgetGrantsItsBurstAndThenWaitsOrRefuses() throws Exception {
        RateBudget budget = RateBudget.perMinute(30);
        for (int call = 0; call < 3; call++) {
            assertThat(budget.take(Duration.ZERO)).isEqualTo(RateBudget.Grant.GRANTED);
        }
        assertThat(budget.take(Duration.ZERO)).isEqualTo(RateBudget.Grant.SPENT);
        assertThat(budget.take(Duration.ofMillis(-5))).isEqualTo(RateBudget.Grant.SPENT);
        assertThat(budget.take(Duration.ofSeconds(3))).isEqualTo(RateBudget.Grant.GRANTED);
    }

    @Test
    void budgetNeverGrantsMoreThanItHasToManyThreads() throws Exception {
        RateBudget budget = RateBudget.perMinute(10);
        Callable<RateBudget.Grant> take = () -> budget.take(Duration.ZERO);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var grants = threads.invokeAll(java.util.Collections.nCopies(64, take));
            int granted = 0;
            for (var grant : grants) {
                granted += grant.get() == RateBudget.Grant.GRANTED ? 1 : 0;
            }
            assertThat(granted).isEqualTo(1);
        }
        assertThatThrownBy(() -> RateBudget.perMinute(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
