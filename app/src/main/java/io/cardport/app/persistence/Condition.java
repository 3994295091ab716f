package io.cardport.app.persistence;

import io.cardport.domain.account.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a statement's WHERE says, with its parameters. Texts are ours; whatever comes from outside is a parameter. */
final class Condition {
    private final StringBuilder text = new StringBuilder("TRUE");
    private final List<Object> parameters = new ArrayList<>();

    /** Foreign and missing rows are sorted out by the same statement, so that they can't be told apart by time. */
    static Condition in(Scope scope, String distributorColumn) {
        Condition condition = new Condition();
        return switch (scope) {
            case Scope.Own(var distributor) -> condition.and(distributorColumn + " = ?", distributor);
            case Scope.Everything() -> condition;
        };
    }

    Condition and(String more, Object... values) {
        text.append(" AND ").append(more);
        parameters.addAll(List.of(values));
        return this;
    }

    Condition andIf(Optional<?> value, String more) {
        return value.isPresent() ? and(more, value.get()) : this;
    }

    String where() {
        return " WHERE " + text;
    }

    Object[] parameters() {
        return parameters.toArray();
    }
}
