package io.cardport.app.boot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The data folder, held by one gateway at a time through a lock of the operating system that dies with the process. */
public final class DataFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;

    private DataFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Makes the folder where it is missing (mode 700) and takes its lock.
     *
     * @param wanted the folder
     * @return the folder, held until {@link #close}
     * @throws StartRefused when another process holds it or it can't be made
     */
    public static DataFolder hold(Path wanted) {
        try {
            createPrivate(wanted);
            Path folder = wanted.toRealPath();
            FileChannel channel = FileChannel.open(
                    folder.resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (tryLock(channel).isEmpty()) {
                channel.close();
                throw new StartRefused("The data folder " + folder + " is in use by another running Cardport.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataFolder(folder, channel);
        } catch (IOException unusable) {
            throw new StartRefused("The data folder " + wanted + " can't be created or written.");
        }
    }

    /**
     * Where it is.
     *
     * @return an absolute path without links
     */
    public Path path() {
        return folder;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            // the lock ends with the process at the latest
        }
    }

    /**
     * Makes a folder and its parents, readable by this user only.
     *
     * @param folder the folder
     * @throws IOException when it can't be made
     */
    static void createPrivate(Path folder) throws IOException {
        FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, mode);
        }
    }

    /**
     * Replaces a file as a whole, readable by this user only: a reader sees the old text or the new one.
     *
     * @param file the file
     * @param text its new contents
     * @throws IOException when it can't be written
     */
    static void writePrivate(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads a small file.
     *
     * @param file the file
     * @return its contents without surrounding space, or nothing where there is no such file
     * @throws IOException when it is there and can't be read
     */
    static Optional<String> readIfThere(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldByThisProcess) {
            return Optional.empty();
        }
    }
}
