package io.cardport.app.sealing;

import java.nio.charset.StandardCharsets;

/**
 * Where a sealed value stands. It is authenticated with the value, so that a value copied to another row or column does
 * not open there.
 *
 * @param table the table
 * @param id the row, by the id that never changes
 * @param column the column
 */
public record Place(String table, String id, String column) {
    byte[] authenticated() {
        // The id is the only part that may hold any character, so it stands last.
        return (table + "|" + column + "|" + id).getBytes(StandardCharsets.UTF_8);
    }
}
