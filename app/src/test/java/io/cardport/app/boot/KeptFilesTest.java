package io.cardport.app.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptFilesTest {
    @TempDir
    Path folder;

    private Settings settings(String... flags) {
        return SettingsReading.read(CommandLine.parse(flags), Optional.empty(), Map.of(), Map.of())
                .settings();
    }

    @Test
    void aDataFolderIsHeldByOne() {
        try (DataFolder first = DataFolder.hold(folder.resolve("new"))) {
            assertThatThrownBy(() -> DataFolder.hold(first.path()))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(first.path().toString())
                    .hasMessageContaining("in use");
        }
        DataFolder.hold(folder.resolve("new")).close();
    }

    @Test
    void credentialsAreMadeOncePrivateAndInTheAgreedForm() throws IOException {
        SandboxCredentials first = SandboxCredentials.of(folder, new SecureRandom());
        Path file = first.write(folder, "http://127.0.0.1:1234");

        assertThat(SandboxCredentials.of(folder, new SecureRandom())).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.stream().map(line -> line.substring(0, line.indexOf('='))))
                .containsExactly(
                        "CARDPORT_URL",
                        "CARDPORT_API_KEY",
                        "CARDPORT_ACCESS_KEY",
                        "CARDPORT_ADMIN_TOKEN",
                        "CARDPORT_ADMIN_USER",
                        "CARDPORT_ADMIN_PASSWORD",
                        "CARDPORT_ADMIN_TOTP_SECRET");
        assertThat(lines.getFirst()).isEqualTo("CARDPORT_URL=http://127.0.0.1:1234");
        assertThat(first.apiKey()).matches("[A-Z2-7]{40}").isNotEqualTo(first.accessKey());
        assertThat(first.toString()).doesNotContain(first.apiKey()).doesNotContain(first.adminPassword());
    }

    @Test
    void theSandboxMakesAKeyOnceAndOthersMustBringOne() throws IOException {
        Settings sandbox = settings("--data", folder.toString());
        EncryptionKeys made = EncryptionKeys.open(sandbox, new SecureRandom());

        assertThat(EncryptionKeys.open(sandbox, new SecureRandom()).key(made.activeId()))
                .isEqualTo(made.key("k1"))
                .hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sandbox.encryptionKeyFile())))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> made.key("k2")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "k1 c2hvcnQ=",
                "k1",
                "k1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nk1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            })
    void aMalformedKeyFileNamesItsSettingAndNoKey(String text) throws IOException {
        Settings settings = settings("--data", folder.toString());
        Files.writeString(settings.encryptionKeyFile(), text);

        assertThatThrownBy(() -> EncryptionKeys.open(settings, new SecureRandom()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("cardport.encryption.key-file")
                .hasMessageNotContaining("AAAA");
    }

    @Test
    void theFirstKeyListedIsTheActiveOne() throws IOException {
        Settings settings = settings("--data", folder.toString());
        Files.writeString(
                settings.encryptionKeyFile(),
                "# newest first\nk2 AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nk1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");

        EncryptionKeys keys = EncryptionKeys.open(settings, new SecureRandom());

        assertThat(keys.ids()).containsExactly("k2", "k1");
        assertThat(keys.activeId()).isEqualTo("k2");
        assertThat(keys.key("k2")[0]).isEqualTo((byte) 1);
    }
}
