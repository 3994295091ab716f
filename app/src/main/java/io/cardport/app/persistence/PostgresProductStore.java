package io.cardport.app.persistence;

import io.cardport.domain.id.IdGenerator;
import io.cardport.domain.id.ProductId;
import io.cardport.domain.issuing.ProductSeen;
import io.cardport.domain.product.Product;
import io.cardport.domain.store.ProductStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Products in PostgreSQL. */
final class PostgresProductStore implements ProductStore {
    private final Sql sql;
    private final Remembered<ProductId, Product> recent;

    PostgresProductStore(Sql sql, Remembered<ProductId, Product> recent) {
        this.sql = sql;
        this.recent = recent;
    }

    @Override
    public Optional<Product> find(ProductId id) {
        return recent.find(id, () -> sql.first("SELECT * FROM products WHERE id = ?", PostgresProductStore::read, id));
    }

    @Override
    public List<Product> offeredBy(String account) {
        return sql.list(
                "SELECT * FROM products WHERE account = ? AND offered ORDER BY name, id",
                PostgresProductStore::read,
                account);
    }

    @Override
    public void replace(String account, List<ProductSeen> products, IdGenerator ids) {
        recent.forget();
        // In one order everywhere: two nodes may refresh a catalogue at once.
        List<ProductSeen> sorted = products.stream()
                .sorted(Comparator.comparing(product -> product.reference().value()))
                .toList();
        String[] references =
                sorted.stream().map(product -> product.reference().value()).toArray(String[]::new);
        sql.later(
                "INSERT INTO products (id, account, reference, name, seen, offered)"
                        + " SELECT g.id, ?, g.reference, g.name, g.seen, true"
                        + " FROM unnest(?, ?, ?, ?) WITH ORDINALITY AS g(id, reference, name, seen, place)"
                        + " ORDER BY g.place"
                        + " ON CONFLICT (account, reference) DO UPDATE SET name = EXCLUDED.name, seen = EXCLUDED.seen,"
                        + " offered = true WHERE (products.name, products.seen, products.offered)"
                        + " IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.seen, true)",
                account,
                sorted.stream().map(product -> ids.product().value()).toArray(String[]::new),
                references,
                sorted.stream().map(ProductSeen::name).toArray(String[]::new),
                sorted.stream().map(StoredJson::write).toArray(String[]::new));
        sql.later(
                "UPDATE products SET offered = false WHERE account = ? AND offered AND NOT reference = ANY(?)",
                account,
                references);
    }

    private static Product read(ResultSet row) throws SQLException {
        return new Product(
                new ProductId(Read.text(row, "id")),
                Read.text(row, "account"),
                StoredJson.read(Read.text(row, "seen"), ProductSeen.class));
    }
}
