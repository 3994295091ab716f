package io.cardport.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.Cardport;
import io.cardport.app.admin.CreateAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that end by themselves, each in a process of its own. */
class CommandsTest {
    @TempDir
    Path folder;

    private List<String> flags = List.of();

    @BeforeEach
    void keys() throws IOException {
        Path keys = Files.writeString(folder.resolve("keys"), "k1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
        flags = List.of("-Dcardport.encryption.key-file=" + keys);
    }

    @Test
    void anOwnerIsMadeAndItsTokenShown() throws Exception {
        try (Child child = Child.run(
                CreateAdmin.class,
                flags,
                "--no-sandbox",
                "--data",
                folder.resolve("data").toString())) {
            assertThat(child.lineWith("cpa_")).matches("cpa_[A-Za-z0-9_-]{34}");
            assertThat(child.exitCode()).isZero();
        }
    }

    @Test
    void anAccountThatIsWronglyConfiguredStopsTheStartWithASentence() throws Exception {
        Path config = Files.writeString(folder.resolve("cardport.yml"), """
                cardport:
                  providers:
                    acme-sg:
                      kind: nobody
                      base-url: https://api.example.com
                """);
        try (Child child = Child.run(
                Cardport.class,
                flags,
                "--no-sandbox",
                "--port",
                "0",
                "--data",
                folder.resolve("data").toString(),
                "--config",
                config.toString())) {
            assertThat(child.lineWith("cardport.providers.acme-sg.kind"))
                    .startsWith("cardport: The setting cardport.providers.acme-sg.kind must be one of ")
                    .contains("netpay, ", "uqpay");
            assertThat(child.exitCode()).isEqualTo(2);
        }
    }
}
