package io.cardport.proof.fire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds known texts in any bytes: as ASCII, and as the two-byte characters that a JVM keeps texts in while it builds them.
 * A text of digits counts only where no further digit touches it. For one thread.
 */
final class Needles {
    private static final int CHUNK = 1 << 20;
    private static final int HEAD = 6;
    private static final long MASK = (1L << (8 * HEAD)) - 1;

    private final Map<Long, List<Needle>> byHead = new HashMap<>();
    /** Which two bytes end a head: most of what is read is passed by with it. */
    private final boolean[] likely = new boolean[1 << 16];

    private final Set<String> texts = new HashSet<>();
    private int longest;

    private record Needle(String text, byte[] bytes, int width) {}

    /**
     * Adds a text.
     *
     * @param text ASCII, six characters at least
     */
    void add(String text) {
        if (text.length() < HEAD) {
            throw new IllegalArgumentException("Too short to be told from chance");
        }
        if (texts.add(text)) {
            put(text, StandardCharsets.US_ASCII, 1);
            put(text, StandardCharsets.UTF_16BE, 2);
            put(text, StandardCharsets.UTF_16LE, 2);
        }
    }

    private void put(String text, Charset charset, int width) {
        byte[] bytes = text.getBytes(charset);
        long head = 0;
        for (int at = 0; at < HEAD; at++) {
            head = head << 8 | (bytes[at] & 0xff);
        }
        likely[(int) (head & 0xffff)] = true;
        byHead.computeIfAbsent(head, none -> new ArrayList<>()).add(new Needle(text, bytes, width));
        longest = Math.max(longest, bytes.length);
    }

    int size() {
        return texts.size();
    }

    /**
     * What a search found.
     *
     * @param bytes how many were read
     * @param found each text that is there, and how often
     */
    record Finding(long bytes, Map<String, Integer> found) {
        Finding and(Finding other) {
            Map<String, Integer> both = new HashMap<>(found);
            other.found.forEach((text, count) -> both.merge(text, count, Integer::sum));
            return new Finding(bytes + other.bytes, both);
        }
    }

    Finding in(byte[] bytes) {
        Map<String, Integer> found = new HashMap<>();
        search(bytes, bytes.length, 0, bytes.length, found);
        return new Finding(bytes.length, found);
    }

    /** In a file, or in every file below a folder; one that goes away meanwhile has nothing. */
    Finding in(Path place) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(place)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        Finding all = new Finding(0, Map.of());
        for (Path file : files) {
            if (Files.isReadable(file)) {
                all = all.and(inFile(file));
            }
        }
        return all;
    }

    private Finding inFile(Path file) throws IOException {
        Map<String, Integer> found = new HashMap<>();
        // What stands across two chunks, and the digit on either side of it, is seen from the second of them.
        int kept = 2 * longest + 4;
        byte[] buffer = new byte[CHUNK + kept];
        long all = 0;
        int filled = 0;
        int searched = 0;
        try (InputStream in = Files.newInputStream(file)) {
            while (true) {
                int more = in.readNBytes(buffer, filled, buffer.length - filled);
                all += more;
                filled += more;
                boolean last = filled < buffer.length;
                int until = last ? filled : filled - longest - 2;
                search(buffer, filled, searched, until, found);
                if (last) {
                    return new Finding(all, found);
                }
                int from = until - longest - 2;
                System.arraycopy(buffer, from, buffer, 0, filled - from);
                filled -= from;
                searched = until - from;
            }
        }
    }

    /** Counts what begins at {@code from} or later and before {@code until}. */
    private void search(byte[] bytes, int filled, int from, int until, Map<String, Integer> found) {
        long head = 0;
        for (int at = from; at < Math.min(filled, until + HEAD - 1); at++) {
            head = (head << 8 | (bytes[at] & 0xff)) & MASK;
            int start = at - HEAD + 1;
            if (start >= from && start < until && likely[(int) (head & 0xffff)]) {
                for (Needle needle : byHead.getOrDefault(head, List.of())) {
                    if (stands(needle, bytes, start, filled)) {
                        found.merge(needle.text(), 1, Integer::sum);
                    }
                }
            }
        }
    }

    private static boolean stands(Needle needle, byte[] bytes, int start, int filled) {
        int end = start + needle.bytes().length;
        if (end > filled) {
            return false;
        }
        for (int at = 0; at < needle.bytes().length; at++) {
            if (bytes[start + at] != needle.bytes()[at]) {
                return false;
            }
        }
        boolean digits = needle.text().chars().allMatch(Character::isDigit);
        return !digits
                || !digitIn(bytes, Math.max(0, start - needle.width()), start)
                        && !digitIn(bytes, end, Math.min(filled, end + needle.width()));
    }

    private static boolean digitIn(byte[] bytes, int from, int until) {
        for (int at = from; at < until; at++) {
            if (Character.isDigit(bytes[at])) {
                return true;
            }
        }
        return false;
    }
}
