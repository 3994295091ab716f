package io.cardport.app.boot;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

final class SandboxFile {
    private SandboxFile() {}

    static Path write(Path folder, JsonNode issuers) {
        return folder.resolve("sandbox.yml");
    }
}
