package io.cardport.app.rest.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** Fields with dotted names, shown as the nested objects that they were given as. */
final class Details {
    private Details() {}

    static JsonNode nested(Map<String, String> dotted) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(dotted).forEach((name, value) -> put(root, name, value));
        return root;
    }

    private static void put(ObjectNode root, String name, String value) {
        ObjectNode at = root;
        String rest = name;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
            String head = rest.substring(0, dot);
            if (!(at.path(head) instanceof ObjectNode) && at.has(head)) {
                break;
            }
            at = at.withObjectProperty(head);
            rest = rest.substring(dot + 1);
        }
        at.put(rest, value);
    }
}
