package io.cam4j;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.cam4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule knowsNoRuntimeNoFilesOfPicturesAndNoPrograms = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "ai.onnxruntime..",
                    "io.cam4j.onnx..",
                    "io.cam4j.render..",
                    "io.cam4j.examples..",
                    "io.cam4j.benchmarks..",
                    "javax.imageio..",
                    "com.twelvemonkeys..");

    @ArchTest
    static final ArchRule onlyTheProductKnowsNd4j = noClasses()
            .that(not(resideInAPackage("io.cam4j.gemm")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule logsNothing = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.logging..", "ch.qos.logback..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(System.Logger.class);

    @ArchTest
    static final ArchRule printsNothing =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule opensNoFiles = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.nio.channels..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(File|RandomAccessFile).*");

    /** Every package is a slice of its own here, the root package too. */
    @ArchTest
    static final ArchRule flowsOneWay = slices().matching("io.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule kernelsKnowNobody = classes()
            .that()
            .resideInAnyPackage("io.cam4j.resampling", "io.cam4j.pool", "io.cam4j.pixels")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.cam4j.resampling", "io.cam4j.pool", "io.cam4j.pixels");
}
