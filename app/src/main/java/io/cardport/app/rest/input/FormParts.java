package io.cardport.app.rest.input;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.MemoryAttribute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes what the parser of forms puts its parts into: short texts in memory, files in spools. */
final class FormParts extends DefaultHttpDataFactory implements AutoCloseable {
    private static final long TEXT_MOST = 64 << 10;

    private final RandomGenerator random;
    private final long fileMost;
    private final List<Spool> spools = new ArrayList<>();

    FormParts(RandomGenerator random, long fileMost) {
        super(false, StandardCharsets.UTF_8);
        this.random = random;
        this.fileMost = fileMost;
    }

    @Override
    public Attribute createAttribute(HttpRequest request, String name) {
        return bounded(new MemoryAttribute(name, StandardCharsets.UTF_8));
    }

    @Override
    public Attribute createAttribute(HttpRequest request, String name, long definedSize) {
        return bounded(new MemoryAttribute(name, definedSize, StandardCharsets.UTF_8));
    }

    private static Attribute bounded(MemoryAttribute attribute) {
        attribute.setMaxSize(TEXT_MOST);
        return attribute;
    }

    @Override
    public FileUpload createFileUpload(
            HttpRequest request,
            String name,
            String filename,
            String contentType,
            String encoding,
            Charset charset,
            long size) {
        try {
            Spool spool = Spool.open(random);
            spools.add(spool);
            return new SpooledUpload(
                    new SpooledUpload.Named(name, filename, contentType, encoding),
                    StandardCharsets.UTF_8,
                    spool,
                    fileMost);
        } catch (IOException noFile) {
            throw new UncheckedIOException(noFile);
        }
    }

    @Override
    public void close() {
        spools.forEach(Spool::close);
    }
}
