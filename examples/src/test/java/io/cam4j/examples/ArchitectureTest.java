package io.cam4j.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.cam4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theLibraryKnowsNoProgram = noClasses()
            .that()
            .resideOutsideOfPackages("io.cam4j.examples..", "io.cam4j.benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.cam4j.examples..", "picocli..", "me.tongfei..");

    @ArchTest
    static final ArchRule programsUseTheLibraryNotWhatIsBelowIt = noClasses()
            .that()
            .resideInAPackage("io.cam4j.examples..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnxruntime..", "ai.onnx..", "org.nd4j..", "com.twelvemonkeys..");

    @ArchTest
    static final ArchRule flowsOneWay =
            slices().matching("io.cam4j.examples.(*)..").should().beFreeOfCycles();
}
