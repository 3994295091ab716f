package io.cardport.app.jobs;

import io.cardport.app.nodes.KeyAgreement;
import io.cardport.app.nodes.ThisNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says every few seconds that this node lives, and follows the others to a new key. */
@Singleton
final class NodeJob implements Job {
    private final ThisNode node;
    private final KeyAgreement keys;
    private final List<Loop> loops = new ArrayList<>();

    NodeJob(ThisNode node, KeyAgreement keys) {
        this.node = node;
        this.keys = keys;
    }

    private Duration round() {
        node.beat();
        keys.follow(node);
        return ThisNode.EVERY;
    }

    @Override
    public void start() {
        loops.add(Loop.start("node", this::round));
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
    }
}
