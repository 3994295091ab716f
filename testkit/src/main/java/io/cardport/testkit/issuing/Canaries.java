package io.cardport.testkit.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.issuing.CardReveal.RevealedCard;
import io.cardport.domain.issuing.Look;
import io.cardport.domain.secret.Secret;
import io.cardport.testkit.wire.WireFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sends known secrets through an adapter and looks for them in its log and in everything that it gives back. */
final class Canaries {
    private static final int TOO_SHORT_TO_SEARCH = 5;

    private final IssuerBench bench;
    private final List<String> secrets = new ArrayList<>();
    private final List<String> spoken = new ArrayList<>();

    Canaries(IssuerBench bench) {
        this.bench = bench;
    }

    void fly() throws IOException {
        var stage = new Stage(bench);
        secrets.addAll(bench.secrets());
        secrets.add(Stage.PIN);
        for (Act act : Arrays.asList(Act.ONBOARD, Act.ISSUE, Act.REVEAL, Act.SET_PIN, Act.CARD)) {
            if (act.capability().map(it -> bench.provider().can(it).isPresent()).orElse(true)) {
                Subject subject = stage.ready(act);
                spoken.add(subject.toString());
                hear(stage.perform(act, subject, stage.operation()));
                Subject second = stage.ready(act);
                bench.proxy().next(new WireFault.Cut(), bench::belongsToAct);
                hear(stage.perform(act, second, stage.operation()));
                bench.proxy().forget();
            }
        }
        spoken.add(bench.provider().toString());
        spoken.add(Files.readString(bench.log(), StandardCharsets.UTF_8));
        assertThat(spoken.getLast())
                .as("the log says nothing, so it proves nothing")
                .isNotBlank();
        for (String secret : secrets) {
            if (secret.length() >= TOO_SHORT_TO_SEARCH) {
                // Not assertThat(...).doesNotContain: its message would print the secret and the whole log.
                boolean seen = spoken.stream().anyMatch(text -> text.contains(secret));
                assertThat(seen)
                        .as("secret number %s was seen", secrets.indexOf(secret))
                        .isFalse();
            }
        }
    }

    private void hear(Result result) {
        spoken.add(result.toString());
        if (result instanceof Result.Shown(Look.Found<?>(RevealedCard card))) {
            switch (card) {
                case RevealedCard.Details(Secret number, Secret cvv, String expiry) -> {
                    secrets.add(number.<String>reveal(String::new));
                    secrets.add("cvv\":\"" + cvv.<String>reveal(String::new));
                    secrets.add("cvv=" + cvv.<String>reveal(String::new));
                }
                case RevealedCard.Iframe(Secret url, var expiresAt) -> secrets.add(url.<String>reveal(String::new));
            }
        }
    }
}
