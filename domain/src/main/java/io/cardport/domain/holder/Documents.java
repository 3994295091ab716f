package io.cardport.domain.holder;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Uploaded pictures and papers, spooled and checked whole before anything is claimed or sent. They live as long as the
 * request that brought them and are never kept.
 *
 * @param files the files, each name once
 */
public record Documents(List<Document> files) {
    /** No documents. */
    public static final Documents NONE = new Documents(List.of());

    /** Copies the list. */
    public Documents {
        files = List.copyOf(files);
    }

    /**
     * Finds a file by its field name.
     *
     * @param name {@code docFront}, {@code docBack}, {@code selfie} or {@code details.<name>}
     * @return the file, if it was given
     */
    public Optional<Document> named(String name) {
        return files.stream().filter(file -> file.name().equals(name)).findFirst();
    }

    /** One file. */
    public interface Document {
        /**
         * The field it came in.
         *
         * @return {@code docFront}, {@code docBack}, {@code selfie} or {@code details.<name>}
         */
        String name();

        /**
         * What it is, by its content and not by what the caller called it.
         *
         * @return the kind
         */
        Kind kind();

        /**
         * Its size.
         *
         * @return bytes
         */
        long length();

        /**
         * The digest of its content, for the fingerprint of a request.
         *
         * @return SHA-256, lower-case hex
         */
        String sha256();

        /**
         * Opens it from the start; may be called again.
         *
         * @return the content, to be closed by the caller
         * @throws IOException when the spooled file cannot be read
         */
        InputStream open() throws IOException;
    }

    /** Kinds of content that are taken. */
    public enum Kind {
        /** JPEG. */
        JPEG("image/jpeg", "jpg"),
        /** PNG. */
        PNG("image/png", "png"),
        /** PDF. */
        PDF("application/pdf", "pdf");

        private final String mediaType;
        private final String extension;

        Kind(String mediaType, String extension) {
            this.mediaType = mediaType;
            this.extension = extension;
        }

        /**
         * The media type.
         *
         * @return such as {@code image/png}
         */
        public String mediaType() {
            return mediaType;
        }

        /**
         * The usual file name extension.
         *
         * @return without the dot
         */
        public String extension() {
            return extension;
        }
    }
}
