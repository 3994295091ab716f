package io.cardport.simulators.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table of routes; the first that matches wins, so fixed segments are listed before variable ones. */
public final class Routes {

    /** What a route does. */
    @FunctionalInterface
    public interface Action {

        /**
         * Answers a request.
         *
         * @param request the request
         * @param args values of the path's variable segments, in order
         * @return the answer
         * @throws Refusal if the issuer says no
         */
        Answer answer(Request request, List<String> args);
    }

    private record Route(String method, List<String> segments, Action action) {}

    private final List<Route> routes = new ArrayList<>();

    /**
     * Adds a route.
     *
     * @param method HTTP method
     * @param path segments, variable ones as <code>{name}</code>
     * @param action what it does
     * @return this table
     */
    public Routes on(String method, String path, Action action) {
        routes.add(new Route(method, segments(path), action));
        return this;
    }

    /**
     * Runs the route of a request.
     *
     * @param request the request
     * @return its answer; empty if there is no such route
     */
    public Optional<Answer> answer(Request request) {
        List<String> path = segments(request.path());
        for (Route route : routes) {
            if (route.method().equals(request.method())) {
                Optional<List<String>> args = match(route.segments(), path);
                if (args.isPresent()) {
                    return Optional.of(route.action().answer(request, args.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<List<String>> match(List<String> pattern, List<String> path) {
        if (pattern.size() != path.size()) {
            return Optional.empty();
        }
        var args = new ArrayList<String>();
        for (int i = 0; i < pattern.size(); i++) {
            if (pattern.get(i).startsWith("{")) {
                args.add(path.get(i));
            } else if (!pattern.get(i).equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(args);
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }
}
