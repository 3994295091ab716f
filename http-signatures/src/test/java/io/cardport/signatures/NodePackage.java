package io.cardport.signatures;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The npm package http-message-signatures, by which somebody else read RFC 9421. */
final class NodePackage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SOURCE = Path.of("src/test/interop");
    private static final Path HOME = Path.of("target/interop");

    private NodePackage() {}

    /** Installs it beside its script; the tests are skipped where Node or the package cannot be had. */
    static void install() throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        for (String name : new String[] {"package.json", "package-lock.json", "interop.js"}) {
            Files.copy(SOURCE.resolve(name), HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.exists(HOME.resolve("node_modules/http-message-signatures/package.json"))) {
            return;
        }
        try {
            Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(HOME.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(HOME.resolve("npm.log").toFile())
                    .start();
            if (!npm.waitFor(2, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                abort("npm could not install http-message-signatures; target/interop/npm.log tells why");
            }
        } catch (IOException notThere) {
            abort("Node and npm are not on the PATH: " + notThere.getMessage());
        }
    }

    static JsonNode ask(Map<String, ?> question) throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", "interop.js")
                .directory(HOME.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        node.getOutputStream().write(JSON.writeValueAsBytes(question));
        node.getOutputStream().close();
        String answer = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (node.waitFor() != 0) {
            throw new IOException("interop.js failed");
        }
        return JSON.readTree(answer);
    }
}
