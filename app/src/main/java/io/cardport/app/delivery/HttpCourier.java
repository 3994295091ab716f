package io.cardport.app.delivery;

import io.cardport.app.delivery.AddressRules.Verdict;
import io.cardport.app.delivery.DeliveryClient.Answer;
import io.cardport.domain.delivery.Courier;
import io.cardport.domain.delivery.Reception;
import io.cardport.domain.delivery.Reception.Cause;
import io.cardport.domain.delivery.Reception.Declined;
import io.cardport.domain.delivery.Reception.Gone;
import io.cardport.domain.delivery.Reception.Taken;
import io.cardport.domain.delivery.Reception.Unreached;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The courier over HTTP. A request that a kept connection swallowed because the receiver had just closed it is sent once
 * more over another one within the same attempt: the receiver knows repeats by {@code webhook-id}, and without that every
 * pause of a few seconds would look like a failure of the endpoint.
 */
public final class HttpCourier implements Courier, AutoCloseable {
    static final String AGENT = "Cardport/1";

    private static final int MOST_SENDS = 3;

    private final DeliveryClient client;
    private final AddressRules rules;
    private final WebhookSigner signer;
    private final InstantSource clock;

    HttpCourier(DeliveryClient client, AddressRules rules, WebhookSigner signer, InstantSource clock) {
        this.client = client;
        this.rules = rules;
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * A courier with a client of its own.
     *
     * @param rules where it may go
     * @param keys what it signs with beside each endpoint's secrets
     * @param clock the time it signs
     * @return to be closed
     */
    public static HttpCourier open(AddressRules rules, DeliveryKeys keys, InstantSource clock) {
        var client = new DeliveryClient(DeliveryClient.Limits.DEFAULT, rules, Names.system());
        return new HttpCourier(client, rules, new WebhookSigner(keys::signing), clock);
    }

    @Override
    public Reception deliver(Parcel parcel) {
        if (!mayBeAsked(parcel.url())) {
            return new Unreached(Cause.FORBIDDEN_ADDRESS);
        }
        long end = System.nanoTime() + parcel.timeout().toNanos();
        Sent sent = send(parcel, end);
        for (int sends = 1; sends < MOST_SENDS && sent.again() == Again.YES; sends++) {
            sent = send(parcel, end);
        }
        return sent.reception();
    }

    private enum Again {
        YES,
        NO
    }

    private record Sent(Reception reception, Again again) {}

    private MutableHttpRequest<?> signed(Parcel parcel) {
        MutableHttpRequest<?> request = HttpRequest.create(
                io.micronaut.http.HttpMethod.POST, parcel.url().toString());
        request.header("Content-Type", "application/json");
        request.header("Accept", "*/*");
        request.header("User-Agent", AGENT);
        signer.headers(parcel.event().value(), clock.instant(), parcel.body(), parcel.secrets())
                .forEach(request::header);
        return request;
    }

    private Sent send(Parcel parcel, long end) {
        Attempt attempt = new Attempt();
        CompletableFuture<Answer> answer = client.begin(signed(parcel), parcel.body(), attempt);
        Cause cause;
        Again again = Again.NO;
        try {
            return new Sent(reception(answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS)), Again.NO);
        } catch (TimeoutException late) {
            cause = LostAnswer.late(attempt);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            cause = Cause.CUT;
        } catch (ExecutionException failed) {
            cause = LostAnswer.causeOf(
                    attempt, Optional.ofNullable(failed.getCause()).orElse(failed));
            again = attempt.metAClosedConnection() ? Again.YES : Again.NO;
        } catch (CancellationException closed) {
            cause = Cause.CUT;
        }
        attempt.reset();
        client.forget(attempt, answer);
        return new Sent(new Unreached(cause), again);
    }

    private Reception reception(Answer answer) {
        int status = answer.status();
        if (status >= 200 && status <= 299) {
            return new Taken(status);
        }
        return switch (status) {
            case 410 -> new Gone();
            case 429, 503 -> new Declined(status, retryAfter(answer));
            default -> new Declined(status, Optional.empty());
        };
    }

    private Optional<Duration> retryAfter(Answer answer) {
        Instant now = clock.instant();
        return answer.retryAfter().stream().findFirst().flatMap(text -> RetryAfter.parse(text, now));
    }

    /** The form of the address; what a name stands for is judged when the connection is made. */
    private boolean mayBeAsked(URI url) {
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getScheme() == null) {
            return false;
        }
        return switch (url.getScheme().toLowerCase(Locale.ROOT)) {
            case "https" -> true;
            case "http" -> isOurOwn(url.getHost());
            default -> false;
        };
    }

    /** Without TLS only this machine itself, and only where it may be called at all. */
    private boolean isOurOwn(String host) {
        try {
            InetAddress address = InetAddress.ofLiteral(host.equalsIgnoreCase("localhost") ? "127.0.0.1" : host);
            return address.isLoopbackAddress() && rules.judge(address) == Verdict.CALLABLE;
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    /** Ends all attempts and connections. */
    @Override
    public void close() {
        client.close();
    }
}
