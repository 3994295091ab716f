package io.cardport.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** {@link BareServer} in a process of its own, with the gateway's options, its database beside the gateway's. */
final class BareProgram implements AutoCloseable {
    private final Process process;
    private final URI url;
    private final DirectIssuer issuer;

    private BareProgram(Process process, URI url, DirectIssuer issuer) {
        this.process = process;
        this.url = url;
        this.issuer = issuer;
    }

    /**
     * Starts it.
     *
     * @param form how much it does
     * @param rows where it makes its own rows
     * @param issuer whom it calls
     * @throws IOException when it ends instead
     */
    static BareProgram start(BareForm form, RowInserts rows, DirectIssuer issuer) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx304m",
                        "-XX:+UseSerialGC",
                        "-Djdk.pollerMode=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        BareServer.class.getName(),
                        rows.url(),
                        issuer.url().toString(),
                        form.name()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(BareServer.PASSWORD, rows.password());
        Process process = builder.start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String port = said.readLine();
        if (port == null) {
            process.destroyForcibly();
            throw new IOException("The bare program did not start");
        }
        return new BareProgram(process, URI.create("http://127.0.0.1:" + port + "/"), issuer);
    }

    URI url() {
        return url;
    }

    /** What the issuer is asked, sent to the program instead. */
    Supplier<Shot> cards() {
        return issuer.cardsBy(url);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
