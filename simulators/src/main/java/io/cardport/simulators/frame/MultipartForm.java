package io.cardport.simulators.frame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole multipart/form-data body (RFC 7578, RFC 2046 §5.1), read strictly: no preamble, nothing missing at the end. */
public final class MultipartForm {

    /** The body is not what its Content-Type says. */
    public static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        /**
         * Says why.
         *
         * @param message what is wrong, without content
         */
        public Malformed(String message) {
            super(message);
        }
    }

    /** One field or file. */
    public static final class Part {

        private final String name;
        private final Optional<String> fileName;
        private final byte[] content;

        private Part(String name, Optional<String> fileName, byte[] content) {
            this.name = name;
            this.fileName = fileName;
            this.content = content;
        }

        /**
         * The field's name.
         *
         * @return its name
         */
        public String name() {
            return name;
        }

        /**
         * The file's name.
         *
         * @return present if this part is a file
         */
        public Optional<String> fileName() {
            return fileName;
        }

        /**
         * The content.
         *
         * @return its bytes; not to be changed
         */
        public byte[] content() {
            return content;
        }

        /**
         * The content as text.
         *
         * @return UTF-8 text
         */
        public String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    private static final Pattern BOUNDARY = Pattern.compile(
            "multipart/form-data\\s*;.*?boundary=(?:\"([^\"]{1,70})\"|([^\\s;\",]{1,70})).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("(?:^|;)\\s*name=\"([^\"\\r\\n]{1,200})\"");
    private static final Pattern FILE_NAME = Pattern.compile("(?:^|;)\\s*filename=\"([^\"\\r\\n]{0,300})\"");
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final int MAX_PARTS = 50;
    private static final int MAX_HEAD = 4_096;

    private final byte[] body;
    private final byte[] delimiter;
    private int at;

    private MultipartForm(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads a body.
     *
     * @param contentType the request's Content-Type
     * @param body the whole body
     * @return its parts in order
     * @throws Malformed if it is anything but a complete form of at most 50 parts
     */
    public static List<Part> parse(String contentType, byte[] body) throws Malformed {
        Matcher matcher = BOUNDARY.matcher(contentType);
        if (!matcher.matches()) {
            throw new Malformed("Content-Type must be multipart/form-data with a boundary");
        }
        String boundary = Optional.ofNullable(matcher.group(1)).orElseGet(() -> matcher.group(2));
        return new MultipartForm(body, boundary).parts();
    }

    private List<Part> parts() throws Malformed {
        if (!startsWith(delimiter, 2, 0)) {
            throw new Malformed("the body must start with its boundary");
        }
        at = delimiter.length - 2;
        var parts = new ArrayList<Part>();
        while (!last()) {
            if (parts.size() == MAX_PARTS) {
                throw new Malformed("too many parts");
            }
            parts.add(part());
        }
        return parts;
    }

    private boolean last() throws Malformed {
        if (at + 2 > body.length) {
            throw new Malformed("the body ends too early");
        }
        boolean last = body[at] == '-' && body[at + 1] == '-';
        if (!last && !(body[at] == '\r' && body[at + 1] == '\n')) {
            throw new Malformed("garbage after a boundary");
        }
        at += 2;
        boolean clean = at == body.length || at + 2 == body.length && body[at] == '\r' && body[at + 1] == '\n';
        if (last && !clean) {
            throw new Malformed("garbage after the last boundary");
        }
        return last;
    }

    private Part part() throws Malformed {
        int head = find(END_OF_HEAD, at);
        if (head < 0 || head - at > MAX_HEAD) {
            throw new Malformed("a part's header does not end");
        }
        Map<String, String> headers = headers(new String(body, at, head - at, StandardCharsets.UTF_8));
        String disposition = headers.getOrDefault("content-disposition", "");
        Matcher name = NAME.matcher(disposition);
        if (!disposition.toLowerCase(Locale.ROOT).startsWith("form-data") || !name.find()) {
            throw new Malformed("a part has no name");
        }
        Matcher fileName = FILE_NAME.matcher(disposition);
        // The delimiter's leading line break may be the end of the head itself when the content is empty.
        int start = head + END_OF_HEAD.length;
        int end = find(delimiter, start - 2);
        if (end < 0) {
            throw new Malformed("a part does not end");
        }
        byte[] content = Arrays.copyOfRange(body, start, Math.max(start, end));
        at = end + delimiter.length;
        return new Part(name.group(1), fileName.find() ? Optional.of(fileName.group(1)) : Optional.empty(), content);
    }

    private static Map<String, String> headers(String head) throws Malformed {
        var headers = new HashMap<String, String>();
        for (String line : head.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new Malformed("a part's header is malformed");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private boolean startsWith(byte[] wanted, int skip, int from) {
        if (from < 0 || from + wanted.length - skip > body.length) {
            return false;
        }
        for (int i = skip; i < wanted.length; i++) {
            if (body[from + i - skip] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private int find(byte[] wanted, int from) {
        for (int i = from; i <= body.length - wanted.length; i++) {
            if (body[i] == wanted[0] && startsWith(wanted, 0, i)) {
                return i;
            }
        }
        return -1;
    }
}
