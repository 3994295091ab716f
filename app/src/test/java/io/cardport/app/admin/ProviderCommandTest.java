package io.cardport.app.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.app.admin.ProviderCommand.Asked;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of {@code ./cardport provider}. */
class ProviderCommandTest {
    @Test
    void bothCommandsAreUnderstood() {
        assertThat(Asked.parse("register-key", "offblocks-sim"))
                .contains(new Asked("/admin/v1/providers/offblocks-sim/register-key", Map.of(), Path.of(".cardport")));
        assertThat(Asked.parse("register-webhooks", "b", "--url", "https://c.example/", "--data=/tmp/x"))
                .contains(new Asked(
                        "/admin/v1/providers/b/register-webhooks",
                        Map.of("url", "https://c.example/"),
                        Path.of("/tmp/x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "register-key",
                "register-key a b",
                "register-key ../admins",
                "register-key a --url https://c.example/",
                "register-webhooks a",
                "register-webhooks a --url",
                "register-webhooks a --url https://c.example/ --force yes",
                "forget a"
            })
    void anythingElseIsNoCommand(String words) {
        assertThat(Asked.parse(words.isEmpty() ? new String[0] : words.split(" ")))
                .isEmpty();
    }
}
