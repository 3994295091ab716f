package io.cardport.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * One run of closed-loop load over many kept-alive connections from one thread: on a small machine the driver's own work
 * is taken from what it measures, and threads would take most of it.
 */
final class Driving {
    private static final long PATIENCE_MILLIS = 30_000;

    private final InetSocketAddress address;
    private final Supplier<Shot> shots;
    private final long begin;
    private final long end;
    private long[] nanos = new long[4_096];
    private int count;
    private int left;
    private int driven;
    private long errors;
    private long lastAnswer;

    Driving(URI url, Supplier<Shot> shots, long begin, long end, int most) {
        this.address = new InetSocketAddress(url.getHost(), url.getPort());
        this.shots = shots;
        this.begin = begin;
        this.end = end;
        this.left = most;
        this.lastAnswer = begin + 1;
    }

    /** One connection and the request that is under way on it. */
    private static final class Line {
        private final AnswerBuffer answer = new AnswerBuffer();
        private ByteBuffer request = ByteBuffer.allocate(0);
        private long sent;
    }

    Figures run(int connections) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int line = 0; line < connections; line++) {
                open(selector, new Line());
            }
            while (driven > 0) {
                if (selector.select(this::ready, PATIENCE_MILLIS) == 0 && System.nanoTime() < end) {
                    throw new IOException("nothing was answered for " + PATIENCE_MILLIS + " ms");
                }
                if (System.nanoTime() >= end) {
                    break;
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
        double seconds = (Math.min(Math.max(lastAnswer, begin + 1), end) - begin) / 1e9;
        return Figures.of(Arrays.copyOf(nanos, count), driven > 0 ? (end - begin) / 1e9 : seconds, errors);
    }

    private void open(Selector selector, Line line) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        driven++;
        next(channel.register(selector, SelectionKey.OP_READ, line), line);
    }

    private void ready(SelectionKey key) {
        Line line = (Line) key.attachment();
        try {
            if (key.isValid() && key.isWritable()) {
                write(key, line);
            }
            if (key.isValid() && key.isReadable()) {
                switch (line.answer.read((SocketChannel) key.channel())) {
                    case WHOLE -> answered(key, line);
                    case PART -> {}
                    case CUT -> throw new IOException("cut off");
                }
            }
        } catch (IOException broken) {
            again(key, line);
        }
    }

    /** A broken connection is an error and is replaced. */
    private void again(SelectionKey key, Line line) {
        if (line.sent >= begin) {
            errors++;
        }
        driven--;
        try {
            key.channel().close();
            open(key.selector(), new Line());
        } catch (IOException gone) {
            errors++;
        }
    }

    private void answered(SelectionKey key, Line line) throws IOException {
        long now = System.nanoTime();
        if (now < end) {
            lastAnswer = now;
            if (line.sent >= begin) {
                note(now - line.sent, line.answer.status());
            }
            next(key, line);
        }
    }

    private void note(long took, int status) {
        if (status / 100 != 2) {
            errors++;
            return;
        }
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = took;
    }

    private void next(SelectionKey key, Line line) throws IOException {
        if (left-- <= 0) {
            driven--;
            key.channel().close();
            return;
        }
        line.request = ByteBuffer.wrap(shots.get().bytes());
        line.answer.clear();
        line.sent = System.nanoTime();
        write(key, line);
    }

    private static void write(SelectionKey key, Line line) throws IOException {
        ((SocketChannel) key.channel()).write(line.request);
        key.interestOps(
                line.request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
}
