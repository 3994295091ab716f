package io.cardport.app.demo;

import io.cardport.app.Cardport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A gateway in a process of its own, with this JVM's options and class path, that ends when closed. */
final class GatewayProcess implements AutoCloseable {
    private static final int KEPT_LINES = 30;
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final Deque<String> said = new ArrayDeque<>();
    private final CountDownLatch readyOrOver = new CountDownLatch(1);
    private volatile boolean ready;

    private GatewayProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::listen);
    }

    /** Starts it on a free port with the data folder and waits until it is ready. */
    static GatewayProcess start(Path dataFolder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Cardport.class.getName()));
        command.addAll(List.of("--port", "0", "--data", dataFolder.toString()));
        GatewayProcess gateway = new GatewayProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        if (!gateway.readyOrOver.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || !gateway.ready) {
            gateway.close();
            throw new IOException("The gateway did not start:\n" + gateway.lastLines());
        }
        return gateway;
    }

    /** What it printed last, for a person who wants to know why it failed. */
    String lastLines() {
        synchronized (said) {
            return String.join("\n", said);
        }
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                keep(line);
                if (line.contains("/health/readiness")) {
                    ready = true;
                    readyOrOver.countDown();
                }
                line = lines.readLine();
            }
        } catch (IOException ended) {
            // the process is gone; what it said is kept
        }
        readyOrOver.countDown();
    }

    private void keep(String line) {
        synchronized (said) {
            said.addLast(line);
            while (said.size() > KEPT_LINES) {
                said.removeFirst();
            }
        }
    }

    /** A signal, as from Ctrl-C, and the wait for the clean end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
