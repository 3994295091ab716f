package io.cardport.simulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/** What one run leaves for the next and for the gateway: simulators.json, and how far the clock was moved. */
final class Handover {

    private final Path data;

    Handover(Path data) {
        this.data = data;
    }

    Duration offset() throws IOException {
        return read("clock.json")
                .map(c -> Duration.ofMillis(c.path("offset-ms").longValue()))
                .orElse(Duration.ZERO);
    }

    void keep(Duration offset) {
        try {
            write("clock.json", Json.object().put("offset-ms", offset.toMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() throws IOException {
        return read("simulators.json").map(d -> d.path("port").intValue()).orElse(0);
    }

    void describe(ObjectNode description) throws IOException {
        write("simulators.json", description);
    }

    private Optional<ObjectNode> read(String name) throws IOException {
        Path file = data.resolve(name);
        return Files.exists(file) ? Json.parseObject(Files.readAllBytes(file)) : Optional.empty();
    }

    /** Readers see the old file or the new one, never half of it. */
    private void write(String name, ObjectNode content) throws IOException {
        Path fresh = data.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(fresh, Json.bytes(content));
        Files.move(fresh, data.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
