package io.cardport.app.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules about source text that classes don't show. */
final class SourceRules {
    private static final Pattern COMMENTS = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
    private static final Pattern ISSUERS =
            Pattern.compile("uqpay|netpay|artha|bananatech|offblocks", Pattern.CASE_INSENSITIVE);
    private static final Pattern TYPE_CASE = Pattern.compile("case ([A-Z]\\w*(?:\\.[A-Z]\\w*)*)(?:<[^>]*>)?[ (]");

    private SourceRules() {}

    /** Issuers' names outside comments. */
    static List<String> issuerNames(String source) {
        List<String> found = new ArrayList<>();
        Matcher names = ISSUERS.matcher(COMMENTS.matcher(source).replaceAll(" "));
        while (names.find()) {
            found.add(names.group());
        }
        return found;
    }

    /** Types of a sealed family that a switch with a default branch names. */
    static List<String> defaultsOverSealed(String source, Set<String> ofSealedFamilies) {
        List<String> found = new ArrayList<>();
        List<List<String>> open = new ArrayList<>();
        for (String line : COMMENTS.matcher(source).replaceAll(" ").split("\n")) {
            Matcher cases = TYPE_CASE.matcher(line);
            if (cases.find() && !open.isEmpty()) {
                String name = cases.group(1);
                open.getLast().add(name.substring(name.lastIndexOf('.') + 1));
            }
            if (line.strip().matches("default *(->|:).*") && !open.isEmpty()) {
                open.getLast().stream().filter(ofSealedFamilies::contains).forEach(found::add);
            }
            for (char letter : line.toCharArray()) {
                if (letter == '{') {
                    open.add(new ArrayList<>());
                } else if (letter == '}' && !open.isEmpty()) {
                    open.removeLast();
                }
            }
        }
        return found;
    }
}
