package io.cardport.app.boot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once from the jar on the class path that holds them for this platform. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /**
     * Unpacks the programs where this version of them isn't there yet. A kill in the middle leaves a folder that is not
     * used.
     *
     * @param parent a private folder that may hold several versions
     * @return the folder with {@code bin}, {@code lib} and {@code share}
     * @throws StartRefused when there are none for this platform or they can't be written
     */
    static Path unpackedUnder(Path parent) {
        String name = "postgres-" + system() + "-" + machine() + ".txz";
        URL archive = PostgresBinaries.class.getResource("/" + name);
        if (archive == null) {
            throw new StartRefused("There is no embedded PostgreSQL for this platform (" + name
                    + "); give cardport.datasource.url instead.");
        }
        try {
            Path ready = parent.resolve("pg-programs-" + version(archive));
            if (Files.isDirectory(ready)) {
                return ready;
            }
            Path fresh = parent.resolve("pg-programs.new");
            delete(fresh);
            DataFolder.createPrivate(fresh);
            try (InputStream in = new BufferedInputStream(archive.openStream(), 1 << 16)) {
                unpack(in, fresh);
            }
            Files.move(fresh, ready);
            return ready;
        } catch (IOException failed) {
            throw new StartRefused("The embedded PostgreSQL can't be unpacked under " + parent + ".");
        }
    }

    private static void unpack(InputStream in, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("entry outside the folder");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.resolveSibling("."));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, file);
                    boolean runs = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString(runs ? "rwx------" : "rw-------"));
                }
            }
        }
    }

    /** The archive's checksum in its jar tells versions apart without reading 15 MB at each start. */
    private static String version(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(connection.getContentLengthLong());
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
    }

    private static String machine() {
        String name = System.getProperty("os.arch", "");
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> name;
        };
    }
}
