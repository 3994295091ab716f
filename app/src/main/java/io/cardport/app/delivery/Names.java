package io.cardport.app.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks names up. It may block. */
@FunctionalInterface
interface Names {
    /** All addresses of a name or literal, at least one. */
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /** What this machine is set to ask. */
    static Names system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
