package io.cardport.signatures;

import java.util.List;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;

/** Commas between members and semicolons before parameters, counted in what was parsed without complaint. */
record Separators(int members, int parameters) {
    static Separators of(List<String> lines) {
        int members = lines.size();
        int parameters = 0;
        for (String line : lines) {
            boolean quoted = false;
            for (int at = 0; at < line.length(); at++) {
                char one = line.charAt(at);
                if (one == '"') {
                    quoted = !quoted;
                } else if (quoted) {
                    at += one == '\\' ? 1 : 0;
                } else if (one == ',') {
                    members++;
                } else if (one == ';') {
                    parameters++;
                }
            }
        }
        return new Separators(members, parameters);
    }

    boolean differ(Dictionary dictionary) {
        int found = 0;
        for (ListElement<?> member : dictionary.get().values()) {
            found += member.getParams().size();
            if (member instanceof InnerList list) {
                for (Item<?> item : list.get()) {
                    found += item.getParams().size();
                }
            }
        }
        return dictionary.get().size() != members || found != parameters;
    }
}
