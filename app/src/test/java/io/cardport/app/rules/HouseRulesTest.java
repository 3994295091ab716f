package io.cardport.app.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule holds in the house, and an offender shows that it would be seen if it did not. */
class HouseRulesTest {
    private static final String OFFENDERS = "io.cardport.app.rules.offenders.";
    private static final String[] DOORS = {
        "io.cardport.app.rest..", "io.cardport.app.webhook..", "io.cardport.app.admin..", "io.cardport.app.jobs.."
    };

    /** Every adapter's package: a new adapter adds its own. */
    private static final List<String> ADAPTERS =
            List.of("io.cardport.uqpay..", "io.cardport.netpay..", "io.cardport.bananatech..");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("test-classes"))
            .importPackages("io.cardport");
    private static final JavaClasses OFFENDING =
            new ClassFileImporter().importPackages("io.cardport.app.rules.offenders");

    private static String[] and(List<String> adapters, String... further) {
        return Stream.concat(adapters.stream(), Arrays.stream(further)).toArray(String[]::new);
    }

    private static void bites(ArchRule rule) {
        assertThatThrownBy(() -> rule.check(OFFENDING)).isInstanceOf(AssertionError.class);
    }

    @Test
    void theDomainKnowsTheJdkOnly() {
        HouseRules.onlyTheJdk("io.cardport.domain..").check(HOUSE);
        bites(HouseRules.onlyTheJdk(OFFENDERS + "domain.."));
    }

    @Test
    void adaptersKnowNeitherEachOtherNorTheApplication() {
        for (String adapter : ADAPTERS) {
            List<String> others =
                    ADAPTERS.stream().filter(other -> !other.equals(adapter)).toList();
            HouseRules.never(adapter, and(others, "io.cardport.app..")).check(HOUSE);
        }
        HouseRules.never("io.cardport.http..", and(ADAPTERS, "io.cardport.app.."))
                .check(HOUSE);
        HouseRules.never("io.cardport.app..", and(ADAPTERS)).check(HOUSE);
        bites(HouseRules.never(OFFENDERS + "one..", OFFENDERS + "two.."));
    }

    @Test
    void simulatorsKnowNothingOfOurs() {
        HouseRules.never(
                        "io.cardport.simulators..",
                        and(
                                ADAPTERS,
                                "io.cardport.domain..",
                                "io.cardport.http..",
                                "io.cardport.testkit..",
                                "io.cardport.app.."))
                .check(HOUSE);
        bites(HouseRules.never(OFFENDERS + "one..", OFFENDERS + "two.."));
    }

    @Test
    void doorsAndJobsKnowNoTables() {
        HouseRules.noTables(DOORS, "io.cardport.app.persistence..").check(HOUSE);
        bites(HouseRules.noTables(new String[] {OFFENDERS + "door.."}, OFFENDERS + "tables.."));
    }

    @Test
    void onlyUseCasesChangeTheRecord() {
        HouseRules.onlyUseCasesWrite(DOORS).check(HOUSE);
        HouseRules.onlyUseCasesWrite(
                        "io.cardport.app.health..", "io.cardport.app.security..", "io.cardport.app.wiring..")
                .check(HOUSE);
        bites(HouseRules.onlyUseCasesWrite(OFFENDERS + "door.."));
    }

    @Test
    void timeAndChanceComeInThroughPorts() {
        HouseRules.timeAndChanceComeIn(and(
                        ADAPTERS,
                        "io.cardport.domain..",
                        "io.cardport.http..",
                        "io.cardport.app.rest..",
                        "io.cardport.app.webhook..",
                        "io.cardport.app.admin..",
                        "io.cardport.app.jobs..",
                        "io.cardport.app.health..",
                        "io.cardport.app.security..",
                        "io.cardport.app.sealing..",
                        "io.cardport.app.persistence.."))
                .check(HOUSE);
        bites(HouseRules.timeAndChanceComeIn(OFFENDERS + "domain.."));
    }

    @Test
    void issuersNamesStayHome() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources("domain", "provider-http", "app")) {
            // It turns the simulated issuers into configuration; everything else knows them as that only.
            if (!file.endsWith("SandboxAccount.java")) {
                SourceRules.issuerNames(Files.readString(file)).forEach(name -> found.add(file + ": " + name));
            }
        }
        assertThat(found).isEmpty();
        assertThat(SourceRules.issuerNames("/** Like UQPAY. */ class A { String kind = \"netpay\"; } // Artha"))
                .containsExactly("netpay");
    }

    @Test
    void noDefaultBranchHidesAKindOfOurs() throws IOException {
        Set<String> families = HOUSE.stream()
                .filter(type -> type.getFullName().startsWith("io.cardport."))
                .map(JavaClass::reflect)
                .filter(Class::isSealed)
                .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
        assertThat(families).contains("Settled", "Genuine", "OfCard");
        List<String> found = new ArrayList<>();
        for (Path file :
                sources("domain", "provider-http", "app", "adapters-uqpay", "adapters-netpay", "adapters-bananatech")) {
            SourceRules.defaultsOverSealed(Files.readString(file), families)
                    .forEach(name -> found.add(file + ": " + name));
        }
        assertThat(found).isEmpty();
        String offender = """
                int n = switch (result) {
                    case Result.Settled<Card>(Card card) -> 1;
                    default -> 0;
                };
                int fine = switch (text) {
                    case "Settled" -> 1;
                    default -> 0;
                };
                """;
        assertThat(SourceRules.defaultsOverSealed(offender, families)).containsExactly("Settled");
    }

    private static List<Path> sources(String... modules) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : modules) {
            Path root = Path.of("..", module, "src", "main", "java");
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
            }
        }
        assertThat(all).hasSizeGreaterThan(modules.length * 5);
        return all;
    }
}
