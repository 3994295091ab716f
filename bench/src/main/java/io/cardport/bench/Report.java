package io.cardport.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Tables in Markdown, which a terminal shows well enough. */
final class Report {
    private final StringBuilder text = new StringBuilder();
    private final List<Goal> goals = new ArrayList<>();

    Report section(String title) {
        text.append("\n## ").append(title).append("\n\n");
        return this;
    }

    Report paragraph(String sentence) {
        text.append(sentence).append("\n\n");
        return this;
    }

    Report table(List<String> head, List<List<String>> rows) {
        int[] widths = new int[head.size()];
        List<List<String>> all = new ArrayList<>(rows);
        all.addFirst(head);
        for (List<String> row : all) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        row(head, widths);
        row(Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths);
        rows.forEach(row -> row(row, widths));
        text.append('\n');
        return this;
    }

    Report goal(Goal goal) {
        goals.add(goal);
        return this;
    }

    /** All that was said, with the goals first. */
    String text() {
        Report whole = new Report();
        if (!goals.isEmpty()) {
            whole.section("Goals")
                    .table(
                            List.of("figure", "goal", "actual", "ratio (≥ 1 is met)", ""),
                            goals.stream().map(Report::cells).toList());
        }
        return whole.text.append(text).toString().strip() + "\n";
    }

    List<Goal> goals() {
        return List.copyOf(goals);
    }

    static String number(double value, int digits) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    private static List<String> cells(Goal goal) {
        return List.of(
                goal.what(),
                goal.side().sign() + " " + number(goal.bound(), goal.bound() % 1 == 0 ? 0 : 1) + goal.unit(),
                number(goal.actual(), 2) + goal.unit(),
                number(goal.ratio(), 2),
                goal.verdict());
    }

    private void row(List<String> cells, int[] widths) {
        text.append('|');
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            text.append(' ')
                    .append(cell)
                    .append(" ".repeat(widths[column] - cell.length()))
                    .append(" |");
        }
        text.append('\n');
    }
}
