package io.cam4j.onnx;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.cam4j.onnx", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule knowsNeitherPicturesNorThePrograms = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.cam4j.render..",
                    "io.cam4j.examples..",
                    "io.cam4j.benchmarks..",
                    "javax.imageio..",
                    "com.twelvemonkeys..",
                    "org.nd4j..",
                    "org.bytedeco..");

    @ArchTest
    static final ArchRule readsGraphsWithoutTheRuntime = noClasses()
            .that()
            .resideInAnyPackage("io.cam4j.onnx.graph..", "io.cam4j.onnx.backward..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnxruntime..", "io.cam4j.onnx");

    @ArchTest
    static final ArchRule printsNothing =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule flowsOneWay =
            slices().matching("io.cam4j.onnx.(**)").should().beFreeOfCycles();
}
