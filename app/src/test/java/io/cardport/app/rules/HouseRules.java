package io.cardport.app.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import io.cardport.domain.store.UnitOfWork;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** The rules of the architecture page about who may know whom, each made for the packages it is told. */
final class HouseRules {
    private HouseRules() {}

    static ArchRule onlyTheJdk(String where) {
        return classes()
                .that()
                .resideInAPackage(where)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(where, "java..", "org.jspecify.annotations..");
    }

    static ArchRule never(String where, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(where)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    /** {@code EventRendering} is the one thing that persistence asks of others: it is a port, not a table. */
    static ArchRule noTables(String[] where, String tables) {
        return noClasses()
                .that()
                .resideInAnyPackage(where)
                .should()
                .dependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(tables)
                        .and(com.tngtech.archunit.base.DescribedPredicate.not(
                                com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameEndingWith(
                                        ".EventRendering"))));
    }

    static ArchRule onlyUseCasesWrite(String... where) {
        return noClasses()
                .that()
                .resideInAnyPackage(where)
                .should()
                .callMethod(UnitOfWork.class, "write", java.util.function.Function.class);
    }

    static ArchRule timeAndChanceComeIn(String... where) {
        return noClasses()
                .that()
                .resideInAnyPackage(where)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callConstructor(Random.class);
    }
}
