package io.cardport.app.admin;

import io.cardport.app.nodes.Node;
import io.cardport.app.nodes.NodeStore;
import io.cardport.app.nodes.ThisNode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The running gateways. */
@Controller("/admin/v1/nodes")
@Secured("viewer")
@Tag(name = "Admin")
final class AdminNodesController {
    private final NodeStore nodes;
    private final ThisNode me;

    AdminNodesController(NodeStore nodes, ThisNode me) {
        this.nodes = nodes;
        this.me = me;
    }

    /** A node; {@code answering} marks the one that this answer comes from. */
    record NodeView(
            String id, Instant startedAt, Instant heartbeatAt, String version, Set<String> reads, boolean answering) {
        static NodeView of(Node node, ThisNode me) {
            return new NodeView(
                    node.id(),
                    node.startedAt(),
                    node.heartbeatAt(),
                    node.version(),
                    new TreeSet<>(node.reads()),
                    node.id().equals(me.id()));
        }
    }

    /** Lists them. */
    @Get
    @Operation(summary = "Gateways that have started and not ended, oldest start first; a killed one is silent")
    HttpResponse<?> nodes(HttpRequest<?> request) {
        AskedQuery.none(request);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", nodes.all().stream().map(node -> NodeView.of(node, me)).toList());
        body.put("next", Optional.empty());
        return Answers.ok(body);
    }
}
