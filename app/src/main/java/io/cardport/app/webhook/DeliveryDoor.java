package io.cardport.app.webhook;

import io.cardport.app.rest.RequestIds;
import io.cardport.app.security.PublicAddress;
import io.cardport.domain.usecase.ReceiveWebhook.Reception;
import io.cardport.domain.webhook.RawDelivery;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Knows which requests are deliveries that need nothing of the framework, and answers those that were taken. */
@Singleton
final class DeliveryDoor {
    private static final String PATH = "/webhooks/";
    /** With one of these a request wants something that only the framework gives. */
    private static final List<CharSequence> OTHERWISE = List.of(
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.CONTENT_ENCODING,
            HttpHeaderNames.EXPECT,
            HttpHeaderNames.UPGRADE,
            HttpHeaderNames.AUTHORIZATION,
            HttpHeaderNames.ORIGIN,
            HttpHeaderNames.COOKIE);

    private final Receptions receptions;
    private final InstantSource clock;
    private final PublicAddress address;
    private final RequestIds ids;
    private final Timer timer;
    private volatile Second second = new Second(0, "");

    /** A second of the calendar, as the header {@code Date} writes it. */
    private record Second(long epoch, String text) {}

    DeliveryDoor(
            Receptions receptions, InstantSource clock, PublicAddress address, RequestIds ids, MeterRegistry meters) {
        this.receptions = receptions;
        this.clock = clock;
        this.address = address;
        this.ids = ids;
        // As the framework measures what it routes.
        this.timer = meters.timer(
                "http.server.requests",
                "exception",
                "none",
                "method",
                "POST",
                "status",
                "200",
                "uri",
                PATH + "{providerAccount}");
    }

    /** Whether a request is a delivery of the common form; everything else is the framework's. */
    boolean isCommon(HttpRequest request) {
        return request.method().equals(HttpMethod.POST)
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && request.decoderResult().isSuccess()
                && request.uri().startsWith(PATH)
                && isName(request.uri(), PATH.length())
                && OTHERWISE.stream().noneMatch(request.headers()::contains)
                && HttpUtil.isKeepAlive(request)
                && hasLength(request.headers());
    }

    private static boolean isName(String uri, int from) {
        for (int at = from; at < uri.length(); at++) {
            char one = uri.charAt(at);
            if (!(one >= 'a' && one <= 'z' || one >= '0' && one <= '9' || one == '-')) {
                return false;
            }
        }
        return uri.length() > from;
    }

    /** Of 1 byte to {@link Receptions#LARGEST}, told once. */
    private static boolean hasLength(HttpHeaders headers) {
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        if (lengths.size() != 1
                || lengths.getFirst().isEmpty()
                || lengths.getFirst().length() > 7) {
            return false;
        }
        int length = 0;
        for (int at = 0; at < lengths.getFirst().length(); at++) {
            int digit = lengths.getFirst().charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            length = 10 * length + digit;
        }
        return length > 0 && length <= Receptions.LARGEST;
    }

    static String account(HttpRequest request) {
        return request.uri().substring(PATH.length());
    }

    CompletionStage<Reception> receive(Channel channel, HttpRequest request, byte[] body) {
        return receptions.receive(new RawDelivery(
                account(request),
                () -> address.target(new Asked(request, channel)).map(target -> URI.create(target.toString())),
                headers(request.headers()),
                body,
                clock.instant()));
    }

    private record Asked(HttpRequest request, Channel channel) implements PublicAddress.Asked {
        @Override
        public String pathAndQuery() {
            return request.uri();
        }

        @Override
        public InetSocketAddress from() {
            return (InetSocketAddress) channel.remoteAddress();
        }

        @Override
        public InetSocketAddress at() {
            return (InetSocketAddress) channel.localAddress();
        }

        @Override
        public List<String> header(String name) {
            return request.headers().getAll(name);
        }
    }

    private static Map<String, List<String>> headers(HttpHeaders all) {
        Map<String, List<String>> headers = HashMap.newHashMap(all.size());
        all.iteratorCharSequence().forEachRemaining(line -> {
            String value = line.getValue().toString();
            headers.merge(line.getKey().toString().toLowerCase(Locale.ROOT), List.of(value), DeliveryDoor::both);
        });
        return headers;
    }

    private static List<String> both(List<String> one, List<String> other) {
        List<String> all = new ArrayList<>(one);
        all.addAll(other);
        return List.copyOf(all);
    }

    /** Counts a delivery as taken and makes the answer to it. */
    FullHttpResponse taken(HttpRequest request, Reception.Taken reception, long tookNanos) {
        receptions.tookIn(account(request), reception);
        timer.record(tookNanos, TimeUnit.NANOSECONDS);
        byte[] body = Receptions.taken();
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(body));
        answer.headers()
                .set(HttpHeaderNames.DATE, date())
                .set(
                        RequestIds.HEADER,
                        ids.of(Optional.ofNullable(request.headers().get(RequestIds.HEADER))))
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return answer;
    }

    private String date() {
        long now = clock.instant().getEpochSecond();
        Second last = second;
        if (last.epoch() == now) {
            return last.text();
        }
        String text =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
        second = new Second(now, text);
        return text;
    }
}
