package io.cardport.http;

import static io.cardport.http.RawServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** The client beneath writes headers and bodies to its log at TRACE; ours must not be among them. */
@Timeout(60)
class LogCanaryTest extends WireScenario {
    /** Formats at once, as a file would: what is shown of an object may change later. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            texts.add(event.getFormattedMessage());
            texts.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    }

    @Test
    void noLogAtAnyLevelHoldsARequest() throws Exception {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        var lines = new Lines();
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.TRACE);
        try (var server = new RawServer(talk -> {
                    talk.readRequest();
                    talk.write(answer(200, "{\"token\":\"answer-canary\"}"));
                    talk.readRequest();
                });
                var exchange = new HttpExchange(
                        ExchangeSettings.of(server.url(), CLOCK, ExchangeSettings.PlainHttp.LOOPBACK_ONLY))) {
            answered(exchange.send(COMMAND, Seal.none()));
            assertThat(exchange.send(COMMAND, Seal.none())).isInstanceOf(WireResult.NoAnswer.class);
        } finally {
            root.setLevel(before);
            root.detachAppender(lines);
        }
        var logged = lines.texts;
        assertThat(logged).anyMatch(line -> line.startsWith("test.command POST /v1/cards/{id} 200"));
        assertThat(logged).noneMatch(line -> line.contains("canary"));
    }
}
