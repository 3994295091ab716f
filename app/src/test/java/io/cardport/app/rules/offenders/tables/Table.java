package io.cardport.app.rules.offenders.tables;

/** As if it were a part of persistence. */
public final class Table {
    /** Made by offenders. */
    public Table() {}
}
