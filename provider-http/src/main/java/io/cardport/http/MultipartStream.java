package io.cardport.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** A multipart/form-data body (RFC 7578) as a stream of exactly the declared length. */
final class MultipartStream extends InputStream {
    /** The source of a part failed while the body was being sent. */
    static final class BrokenUpload extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenUpload(String message) {
            super(message);
        }

        BrokenUpload(IOException cause) {
            super("a file could not be read", cause);
        }
    }

    private record Piece(InputStream bytes, long length) {}

    private final List<Piece> pieces;
    private final String boundary;
    private final long length;
    private int index;
    private long leftInPiece;

    private MultipartStream(List<Piece> pieces, String boundary) {
        this.pieces = pieces;
        this.boundary = boundary;
        this.length = pieces.stream().mapToLong(Piece::length).sum();
        this.leftInPiece = pieces.getFirst().length();
    }

    /** Opens all files at once, so that a missing one is known before a byte leaves. */
    static MultipartStream open(WireBody.Multipart body, RandomGenerator randomness) throws IOException {
        var random = new byte[16];
        randomness.nextBytes(random);
        String boundary = "cardport-" + HexFormat.of().formatHex(random);
        var pieces = new ArrayList<Piece>();
        try {
            for (WireBody.Part part : body.parts()) {
                pieces.add(text("--" + boundary + "\r\n" + head(part) + "\r\n\r\n"));
                pieces.add(
                        switch (part) {
                            case WireBody.TextPart text -> text(text.value());
                            case WireBody.FilePart file ->
                                new Piece(file.source().open(), file.length());
                        });
                pieces.add(text("\r\n"));
            }
        } catch (IOException | RuntimeException failed) {
            closeAll(pieces);
            throw failed;
        }
        pieces.add(text("--" + boundary + "--\r\n"));
        return new MultipartStream(pieces, boundary);
    }

    private static Piece text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Piece(new ByteArrayInputStream(bytes), bytes.length);
    }

    private static String head(WireBody.Part part) {
        String disposition = "Content-Disposition: form-data; name=\"" + quoted(part.name()) + "\"";
        return switch (part) {
            case WireBody.TextPart text -> disposition;
            case WireBody.FilePart file ->
                disposition + "; filename=\"" + quoted(file.fileName()) + "\"\r\nContent-Type: "
                        + new WireHeaders.Field("Content-Type", file.contentType()).value();
        };
    }

    /** Escapes as browsers do (WHATWG HTML, multipart/form-data encoding), so that a name cannot end its own quotes. */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    long length() {
        return length;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        try {
            return readPiece(target, offset, wanted);
        } catch (BrokenUpload broken) {
            throw broken;
        } catch (IOException failed) {
            throw new BrokenUpload(failed);
        }
    }

    private int readPiece(byte[] target, int offset, int wanted) throws IOException {
        while (index < pieces.size()) {
            InputStream bytes = pieces.get(index).bytes();
            if (leftInPiece > 0) {
                int got = bytes.read(target, offset, (int) Math.min(wanted, leftInPiece));
                if (got <= 0) {
                    throw new BrokenUpload("a file is shorter than declared");
                }
                leftInPiece -= got;
                return got;
            }
            if (bytes.read() >= 0) {
                throw new BrokenUpload("a file is longer than declared");
            }
            index++;
            leftInPiece = index < pieces.size() ? pieces.get(index).length() : 0;
        }
        return -1;
    }

    @Override
    public void close() {
        closeAll(pieces);
    }

    private static void closeAll(List<Piece> pieces) {
        for (Piece piece : pieces) {
            try {
                piece.bytes().close();
            } catch (IOException ignored) {
                // What was read is what counts; a file that does not close changes no result.
            }
        }
    }
}
