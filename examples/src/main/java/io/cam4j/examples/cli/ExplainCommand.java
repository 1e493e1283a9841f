package io.cam4j.examples.cli;

import io.cam4j.ClassActivationMapper;
import io.cam4j.LayerFusion;
import io.cam4j.Request;
import io.cam4j.heat.HeatPreset;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import io.cam4j.onnx.ExecutionProvider;
import io.cam4j.onnx.OnnxClassActivationMapper;
import io.cam4j.onnx.SessionSettings;
import io.cam4j.render.results.ExplanationWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cam explain}. */
@Command(
        name = "explain",
        description = "Explains images and writes a folder of results for each.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
    private static final int DEFAULT_TOP = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "M.onnx",
            description = "An ONNX classifier; cam inspect tells what it is.")
    private Path model = Path.of("");

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The classes' names: a JSON array, a JSON object from index to name, or a name a line.")
    private @Nullable Path labels;

    @Option(
            names = "--preprocess",
            paramLabel = "RECIPE",
            defaultValue = "imagenet",
            description = "imagenet (default), tf, caffe, or the name of a JSON file with a recipe.")
    private String preprocess = "imagenet";

    @ArgGroup
    private Choice choice = new Choice();

    /** How the classes are chosen; one way or the other. */
    private static final class Choice {
        @Option(names = "--top", paramLabel = "K", description = "Explain the K most probable classes (default 5).")
        private @Nullable Integer top;

        @Option(
                names = "--classes",
                paramLabel = "CLASS",
                description = "Explain this class: an index, a label, or one of a label's synonyms. Repeatable.")
        private List<String> classes = List.of();

        @Option(
                names = "--above",
                paramLabel = "P",
                description =
                        "Explain all classes more probable than P, 0 to 1: for models that may see several at once. There may be none.")
        private @Nullable Double above;

        Request request(ClassActivationMapper mapper) {
            if (above != null) {
                return ClassSelection.above(above);
            }
            return classes.isEmpty()
                    ? ClassSelection.top(top == null ? DEFAULT_TOP : top, mapper)
                    : ClassSelection.named(classes, mapper);
        }
    }

    @Option(
            names = "--method",
            paramLabel = "NAME",
            split = ",",
            description =
                    "How maps are formed: auto (default), which is cam where the model pools, or others, several at once if you like; cam methods lists them.")
    private List<String> methods = List.of();

    @Option(
            names = "--layer",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Where to look: a layer as the exporting program calls it (layer3, features.7), or the name of a node or tensor; cam inspect --layers lists them. The maps of several are fused, and side by side on the sheet.")
    private List<String> layers = List.of();

    @Option(
            names = "--fuse",
            paramLabel = "NAME",
            description = "How the maps of several layers become one: mean (default), max, or layer-cam.")
    private @Nullable String fusion;

    @Option(
            names = "--each-layer",
            description =
                    "Write the maps and pictures of each of several layers too, as maps@LAYER.npy, overlay@LAYER-1.png and so on.")
    private boolean eachLayer;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "How heat is made: min-max (default), original, the script of Zhou et al. byte for byte, signed, with zero in the middle, or as others make it: pytorch-grad-cam, torch-cam, wsol.")
    private @Nullable String preset;

    @ArgGroup(validate = false, heading = "How pictures look:%n")
    private PictureOptions pictures = new PictureOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the network (default: one a physical core).")
    private @Nullable Integer threads;

    @Option(names = "--provider", paramLabel = "NAME", description = "cpu (default) or cuda.")
    private ExecutionProvider provider = ExecutionProvider.CPU;

    @Option(names = "--force", description = "Replace results that exist already.")
    private boolean force;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the results go.")
    private Path out = Path.of("");

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "A page to look at all results in any browser, one file that works offline.")
    private @Nullable Path report;

    @Option(names = "--timings", description = "Print when the run got how far, from the start of the process.")
    private boolean timed;

    @Parameters(
            arity = "1..*",
            paramLabel = "IMAGE|FOLDER",
            description = "Pictures, and folders of pictures (their subfolders are left out).")
    private List<Path> images = List.of();

    @Override
    public Integer call() {
        Timings timings = Timings.start();
        List<CamMethod> chosen = chosenMethods();
        if (eachLayer && layers.stream().distinct().count() < 2) {
            throw new UsageException("--each-layer: two or more layers expected in --layer, got %s".formatted(layers));
        }
        ExplanationWriter writer =
                pictures.writer(heatPreset()).withEachLayer(eachLayer).overwriting(force);
        OnnxClassActivationMapper.Builder opening = opening();
        List<ImageInput> inputs = ImageInputs.of(images);
        checkPlaces(writer, inputs);
        try (ClassActivationMapper mapper = open(opening)) {
            timings.reached("model opened");
            Request request = request(chosen, mapper);
            makeOutput();
            CommandLine line = spec.commandLine();
            try (RunReport page = startReport(inputs.size())) {
                return new ExplainRun(mapper, request, writer, page, out, timings, line.getOut(), line.getErr())
                        .over(inputs);
            }
        } finally {
            if (timed) {
                timings.print(spec.commandLine().getErr());
            }
        }
    }

    private RunReport startReport(int images) {
        return report == null ? RunReport.none() : RunReport.start(report, heatPreset(), images, force);
    }

    private List<CamMethod> chosenMethods() {
        try {
            return methods.isEmpty()
                    ? List.of(Methods.auto())
                    : methods.stream().distinct().map(Methods::named).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--method: " + e.getMessage(), e);
        }
    }

    private Request request(List<CamMethod> chosen, ClassActivationMapper mapper) {
        Request classes = choice.request(mapper);
        try {
            Request by = classes.by(chosen);
            Request request = layers.isEmpty()
                    ? by
                    : by.at(layers.stream().distinct().toList())
                            .fused(LayerFusion.named(fusion == null ? "mean" : fusion));
            mapper.check(request);
            return request;
        } catch (IllegalArgumentException e) {
            throw new UsageException((layers.isEmpty() ? "--method: " : "--method, --layer: ") + e.getMessage(), e);
        }
    }

    private HeatPreset heatPreset() {
        try {
            return preset == null ? HeatPreset.MIN_MAX : HeatPreset.named(preset);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--preset: " + e.getMessage(), e);
        }
    }

    /** Finds out before the work begins whether its results would meet something in their places. */
    private void checkPlaces(ExplanationWriter writer, List<ImageInput> inputs) {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new UsageException("--out: a folder expected, %s is a file".formatted(out));
        }
        for (ImageInput input : inputs) {
            try {
                writer.check(out.resolve(input.result()));
            } catch (FileAlreadyExistsException e) {
                throw new UsageException(
                        "%s exists already; give --force to replace it, or choose another --out".formatted(e.getFile()),
                        e);
            } catch (IOException e) {
                throw new UsageException("--out: " + e.getMessage(), e);
            }
        }
        if (report != null) {
            List<Path> results =
                    inputs.stream().map(input -> out.resolve(input.result())).toList();
            RunReport.check(report, force, results);
        }
    }

    private void makeOutput() {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new UsageException("--out: the folder %s cannot be made: %s".formatted(out, reasonOf(e)), e);
        }
        if (!Files.isWritable(out)) {
            throw new UsageException("--out: %s cannot be written; choose another folder".formatted(out));
        }
    }

    private static String reasonOf(IOException e) {
        return e instanceof FileAlreadyExistsException file
                ? file.getFile() + " is a file"
                : e.getMessage() + " cannot be written";
    }

    private OnnxClassActivationMapper.Builder opening() {
        OnnxClassActivationMapper.Builder builder = OnnxClassActivationMapper.builder(model)
                .preprocessing(SettingFiles.preprocessing(preprocess))
                .session(session());
        if (heatPreset() == HeatPreset.ORIGINAL) {
            builder.batch(1); // its bits are not to depend on the company an image is in
        }
        return labels == null ? builder : builder.labels(SettingFiles.labels(labels));
    }

    private static ClassActivationMapper open(OnnxClassActivationMapper.Builder opening) {
        try {
            return opening.open();
        } catch (IllegalArgumentException e) { // the recipe or the labels do not suit the model
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private SessionSettings session() {
        if (threads != null && threads < 1) {
            throw new UsageException("--threads: 1 or more expected, got %d".formatted(threads));
        }
        SessionSettings settings = provider == ExecutionProvider.CUDA ? SessionSettings.cuda(0) : SessionSettings.cpu();
        SessionSettings threaded = settings.withThreads(threads == null ? 0 : threads);
        // the original's truncation shows the last bit of the network's sums
        return heatPreset() == HeatPreset.ORIGINAL ? threaded.withoutCpuLayouts() : threaded;
    }
}
