package io.cardport.app.boot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The framework's version joins names in Sort and Pageable to native SQL (SECURITY.md); nothing may take them. */
class FrameworkMendsTest {
    private static final ArchRule RULE = methods()
            .that()
            .areAnnotatedWith(Query.class)
            .should(new ArchCondition<>("take neither Sort nor Pageable") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    for (JavaClass parameter : method.getRawParameterTypes()) {
                        if (parameter.isAssignableTo(Sort.class) || parameter.isAssignableTo(Pageable.class)) {
                            events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                        }
                    }
                }
            })
            .allowEmptyShould(true);

    interface Offender {
        @Query("SELECT 1")
        List<String> sorted(Pageable page);
    }

    @Test
    void noQueryTakesNamesFromOutside() {
        JavaClasses main = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.cardport.app");
        assertThat(main).isNotEmpty();
        RULE.check(main);
    }

    @Test
    void theRuleBites() {
        JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
        assertThat(RULE.evaluate(offender).hasViolation()).isTrue();
    }
}
