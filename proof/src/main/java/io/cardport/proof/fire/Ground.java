package io.cardport.proof.fire;

import io.cardport.proof.Counts;
import io.cardport.proof.Progress;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;

/** A folder for one run, which stays only where a promise was broken. */
final class Ground {
    private Ground() {}

    /** What is done there. */
    @FunctionalInterface
    interface Run {
        Counts in(Path folder) throws IOException, SQLException, InterruptedException;
    }

    static Counts of(Progress progress, Run run) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("cardport-proof-");
            Counts counts = run.in(folder);
            if (counts.broken().isEmpty()) {
                delete(folder);
            } else {
                progress.say("Everything that happened lies under " + folder);
            }
            return counts;
        } catch (IOException | SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path visited, @org.jspecify.annotations.Nullable IOException failed) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
