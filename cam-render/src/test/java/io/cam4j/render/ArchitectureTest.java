package io.cam4j.render;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.cam4j.render", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule knowsNeitherTheNetworkNorThePrograms = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.cam4j.onnx..",
                    "io.cam4j.examples..",
                    "io.cam4j.benchmarks..",
                    "ai.onnxruntime..",
                    "org.nd4j..",
                    "org.bytedeco..",
                    "org.slf4j..");

    @ArchTest
    static final ArchRule decodesInOneRoom = noClasses()
            .that()
            .resideOutsideOfPackage("io.cam4j.render.files")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.imageio..", "com.twelvemonkeys..");

    @ArchTest
    static final ArchRule printsAndLogsNothing = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(System.Logger.class);

    @ArchTest
    static final ArchRule flowsOneWay =
            slices().matching("io.cam4j.(**)").should().beFreeOfCycles();
}
