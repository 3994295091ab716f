package io.cardport.http;

import static io.cardport.http.RawServer.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.http.ExchangeSettings.Limits;
import io.cardport.http.WireResult.Answered;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnsweredTest extends WireScenario {

    @Test
    void sendsExactlyTheSealedRequest() throws Exception {
        try (var server = new RawServer(talk -> {
                    talk.readRequest();
                    talk.write(answer(201, "{\"ok\":1}"));
                    talk.drain();
                });
                var exchange = new HttpExchange(settings(URI.create(server.url() + "/prefix/")))) {
            Seal seal =
                    request -> SealedRequest.of(request).with("X-Nonce", "n1").with(WireBody.text("text/x", "sealed"));
            Answered answer = answered(exchange.send(COMMAND, seal));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.headers().first("content-type")).contains("application/json");
            assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"ok\":1}");
            String request = server.requests().getFirst();
            assertThat(request)
                    .startsWith("POST /prefix/v1/cards/card-canary?q=query%20canary HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nhost: 127.0.0.1:" + server.port() + "\r\n")
                    .contains("\r\nX-Key: header-canary\r\n", "\r\nX-Nonce: n1\r\n")
                    .containsIgnoringCase("\r\ncontent-type: text/x\r\n")
                    .containsIgnoringCase("\r\ncontent-length: 6\r\n")
                    .doesNotContain(WriteGate.MARK)
                    .endsWith("\r\n\r\nsealed");
            assertThat(exchange.settings().requestTarget(COMMAND.target()))
                    .isEqualTo("/prefix/v1/cards/card-canary?q=query%20canary");
        }
    }

    @Test
    void everyStatusIsAnAnswerAndRedirectsAreNotFollowed() throws Exception {
        var statuses = List.of(200, 204, 302, 307, 400, 401, 404, 409, 422, 429, 500, 503);
        var turn = new AtomicInteger();
        try (var server = new RawServer(talk -> {
                    while (true) {
                        talk.readRequest();
                        int status = statuses.get(turn.getAndIncrement());
                        talk.write("HTTP/1.1 " + status + " X\r\nLocation: /other\r\n"
                                + (status == 204 ? "\r\n" : "Content-Length: 0\r\n\r\n"));
                    }
                });
                var exchange = new HttpExchange(settings(server.url()))) {
            for (int status : statuses) {
                assertThat(answered(exchange.send(COMMAND, Seal.none())).status())
                        .isEqualTo(status);
            }
            assertThat(server.requests()).hasSize(statuses.size());
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void bodilessMethods() throws Exception {
        try (var server = new RawServer(talk -> {
                    while (true) {
                        talk.readRequest();
                        talk.write(answer(200, "{}"));
                    }
                });
                var exchange = new HttpExchange(settings(server.url()))) {
            for (Method method : Method.values()) {
                var request = new WireRequest("test.all", method, Target.of("/x"), WireHeaders.none(), WireBody.none());
                answered(exchange.send(request, Seal.none()));
                assertThat(server.requests().getLast())
                        .startsWith(method + " /x HTTP/1.1\r\n")
                        .endsWith("\r\n\r\n");
            }
            assertThat(server.requests().get(Method.GET.ordinal())).doesNotContainIgnoringCase("content-");
            assertThat(server.requests().get(Method.POST.ordinal())).containsIgnoringCase("content-length: 0");
        }
    }

    @Test
    void chunkedInterimAndCloseDelimitedAnswersAreWhole() throws Exception {
        var answers = List.of(
                "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
                "HTTP/1.1 103 X\r\nLink: </x>\r\n\r\nHTTP/1.1 100 X\r\n\r\n" + answer(200, "abcde"),
                "HTTP/1.1 200 X\r\nConnection: close\r\n\r\nabcde");
        for (String text : answers) {
            try (var server = new RawServer(talk -> {
                talk.readRequest();
                talk.write(text);
            })) {
                assertThat(answered(once(server, Limits.DEFAULT)).body())
                        .as(text)
                        .isEqualTo("abcde".getBytes(UTF_8));
            }
        }
    }

    @Test
    void sixtyFourThreadsGetTheirOwnAnswers() throws Exception {
        try (var server = new RawServer(talk -> {
                    while (true) {
                        String request = talk.readRequest();
                        talk.write(
                                answer(200, request.substring(request.indexOf("/n/") + 3, request.indexOf(" HTTP"))));
                    }
                });
                var exchange = new HttpExchange(settings(server.url()));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<WireResult>>();
            for (int i = 0; i < 64 * 4; i++) {
                var request = WireRequest.get("test.n", Target.of("/n/{n}", Integer.toString(i)));
                results.add(threads.submit(() -> exchange.send(request, Seal.none())));
            }
            for (int i = 0; i < results.size(); i++) {
                assertThat(new String(answered(results.get(i).get()).body(), UTF_8))
                        .isEqualTo(Integer.toString(i));
            }
        }
    }
}
