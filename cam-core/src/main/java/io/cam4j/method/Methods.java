package io.cam4j.method;

import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import io.cam4j.network.ScoreKind;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The methods that are built in. */
public final class Methods {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9+-]{0,39}");

    private static final CamMethod AUTO = new AutoMethod();
    private static final CamMethod CAM = new Cam();
    private static final CamMethod GRAD_CAM = new GradCam();
    private static final CamMethod HIRES_CAM = new HiResCam();
    private static final CamMethod XGRAD_CAM = new XGradCam();
    private static final CamMethod LAYER_CAM = new LayerCam();
    private static final CamMethod GRAD_CAM_PLUS_PLUS = new GradCamPlusPlus();
    private static final CamMethod GRAD_CAM_ELEMENTWISE = new GradCamElementWise();
    private static final CamMethod ABLATION_CAM = new AblationCam();
    private static final CamMethod RECIPRO_CAM = new ReciproCam();
    private static final CamMethod FINER_CAM = finerCam(1, 3);
    private static final CamMethod SOFTMAX_GRAD_CAM = new SoftmaxGradCam();
    private static final CamMethod EIGEN_CAM = new EigenCam();
    private static final CamMethod EIGEN_GRAD_CAM = new EigenGradCam();
    private static final CamMethod KPCA_CAM = new KpcaCam();
    private static final CamMethod FEM = new Fem();

    private static final CamMethod SCORE_CAM = scoreCam(MaskGrid.CELLS);
    private static final CamMethod SS_CAM = ssCam(35, 2, 0);
    private static final CamMethod IS_CAM = isCam(10);
    private static final CamMethod RISE = rise(4000, 7, 0.5, 0);

    private static final List<CamMethod> ALL = List.of(
            CAM,
            GRAD_CAM,
            HIRES_CAM,
            XGRAD_CAM,
            LAYER_CAM,
            GRAD_CAM_PLUS_PLUS,
            GRAD_CAM_ELEMENTWISE,
            ABLATION_CAM,
            RECIPRO_CAM,
            FINER_CAM,
            SOFTMAX_GRAD_CAM,
            EIGEN_CAM,
            EIGEN_GRAD_CAM,
            KPCA_CAM,
            FEM,
            SCORE_CAM,
            SS_CAM,
            IS_CAM,
            RISE);

    private Methods() {}

    /**
     * Returns the choice of what suits a model best: class activation maps where its head pools, exact or by the Jacobian of
     * its tail; Grad-CAM where gradients lead to the layer; Recipro-CAM elsewhere. The explanation names the one chosen and
     * says why not those before it. By itself in a request.
     */
    public static CamMethod auto() {
        return AUTO;
    }

    /** Returns all methods, {@code cam} first. */
    public static List<CamMethod> all() {
        return ALL;
    }

    /** Returns the methods that do with one run of the network where a head pools, {@code cam} first. */
    public static List<CamMethod> ofOneRun() {
        return ALL.stream().filter(method -> method.basis() != Basis.TRIALS).toList();
    }

    /**
     * Returns the method of a name, {@code auto} among them.
     *
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public static CamMethod named(String name) {
        return name.equals(AUTO.name()) ? AUTO : byName(name);
    }

    private static CamMethod byName(String name) {
        return ALL.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "one of the methods auto, %s expected, got '%s'".formatted(names(ALL), name)));
    }

    /**
     * Checks that a method holds for a head's last features.
     *
     * @throws IllegalArgumentException if it does not; the message lists the built-in methods that do
     */
    public static void check(CamMethod method, Head head) {
        if (!suits(method, head)) {
            throw new IllegalArgumentException("%s holds for %s, %s. Methods that hold for it: %s"
                    .formatted(method.name(), method.basis().heads(), found(head), names(holdingFor(head))));
        }
    }

    private static String found(Head head) {
        return head.kind() == HeadKind.LAYERS && head.scores() == ScoreKind.SOFTMAX
                ? "'%s' is not what a head pools".formatted(head.tap())
                : "this model's head is %s with %s scores"
                        .formatted(head.kind().label(), head.scores().label());
    }

    /** Returns the built-in methods that hold for a head's last features. */
    public static List<CamMethod> holdingFor(Head head) {
        return ALL.stream().filter(known -> suits(known, head)).toList();
    }

    private static boolean suits(CamMethod method, Head head) {
        return method.holdsFor(head) || method.trials().isPresent();
    }

    private static String names(List<CamMethod> methods) {
        return methods.stream().map(CamMethod::name).collect(Collectors.joining(", "));
    }

    /**
     * Returns a method's name.
     *
     * @throws IllegalArgumentException if it is none, so that no file could be called after it
     */
    public static String nameOf(CamMethod method) {
        return checkedName(method.name());
    }

    static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a method's name of lower-case letters, digits, + and -, a letter first, at most 40, expected, got '%s'"
                            .formatted(name));
        }
        return name;
    }

    /** Returns class activation maps, Zhou et al. 2016: the map a pooled head pools. */
    public static CamMethod cam() {
        return CAM;
    }

    /** Returns Grad-CAM, Selvaraju et al. 2017. */
    public static CamMethod gradCam() {
        return GRAD_CAM;
    }

    /** Returns HiResCAM, Draelos and Carin 2020. */
    public static CamMethod hiResCam() {
        return HIRES_CAM;
    }

    /** Returns XGrad-CAM, Fu et al. 2020. */
    public static CamMethod xGradCam() {
        return XGRAD_CAM;
    }

    /** Returns LayerCAM, Jiang et al. 2021. */
    public static CamMethod layerCam() {
        return LAYER_CAM;
    }

    /** Returns Grad-CAM++, Chattopadhay et al. 2018. */
    public static CamMethod gradCamPlusPlus() {
        return GRAD_CAM_PLUS_PLUS;
    }

    /** Returns Grad-CAM element by element, of pytorch-grad-cam. */
    public static CamMethod gradCamElementWise() {
        return GRAD_CAM_ELEMENTWISE;
    }

    /** Returns Ablation-CAM, Desai and Ramaswamy 2020, channels set to zero. */
    public static CamMethod ablationCam() {
        return ABLATION_CAM;
    }

    /** Returns Recipro-CAM, Byun and Lee 2024, single places. */
    public static CamMethod reciproCam() {
        return RECIPRO_CAM;
    }

    /** Returns Finer-CAM, Zhang et al. 2025, α = 1 and the three nearest classes. */
    public static CamMethod finerCam() {
        return FINER_CAM;
    }

    /** Returns Grad-CAM of the softmax probability. */
    public static CamMethod softmaxGradCam() {
        return SOFTMAX_GRAD_CAM;
    }

    /** Returns Eigen-CAM, Muhammad and Yeasin 2020. */
    public static CamMethod eigenCam() {
        return EIGEN_CAM;
    }

    /** Returns EigenGrad-CAM, of pytorch-grad-cam. */
    public static CamMethod eigenGradCam() {
        return EIGEN_GRAD_CAM;
    }

    /** Returns KPCA-CAM, Karmani et al. 2024. */
    public static CamMethod kpcaCam() {
        return KPCA_CAM;
    }

    /** Returns FEM, Fuad et al. 2020. */
    public static CamMethod fem() {
        return FEM;
    }

    /**
     * Returns Finer-CAM with other settings.
     *
     * @param alpha how much the references count, at least 0
     * @param references how many, at least 1; a model with no more classes than that has all others as references
     */
    public static CamMethod finerCam(double alpha, int references) {
        return new FinerCam(alpha, references);
    }

    /** Returns Score-CAM, Wang et al. 2020, masks of cells. */
    public static CamMethod scoreCam() {
        return SCORE_CAM;
    }

    /** Returns Score-CAM with masks laid out in another way. */
    public static CamMethod scoreCam(MaskGrid grid) {
        return new ScoreCam("score-cam", grid, 1, 1, (mask, sample, trial) -> {}, "Wang et al., CVPR Workshops 2020");
    }

    /** Returns SS-CAM, Wang et al. 2020, 35 samples with noise of deviation 2. */
    public static CamMethod ssCam() {
        return SS_CAM;
    }

    /**
     * Returns SS-CAM with other settings.
     *
     * @param samples N, at least 1
     * @param deviation σ of the noise, at least 0
     * @param seed of the noise
     */
    public static CamMethod ssCam(int samples, double deviation, long seed) {
        if (samples < 1 || !(deviation >= 0)) {
            throw new IllegalArgumentException(
                    "one or more samples and a deviation of 0 or more expected, got %d and %s"
                            .formatted(samples, deviation));
        }
        return new ScoreCam(
                "ss-cam",
                MaskGrid.CELLS,
                samples,
                samples,
                (mask, sample, trial) -> {
                    Random noise = new Random(seed + 31L * trial);
                    for (int i = 0; i < mask.length; i++) {
                        mask[i] += (float) (deviation * noise.nextGaussian());
                    }
                },
                "Wang et al., 2020");
    }

    /** Returns IS-CAM, Naidu et al. 2020, 10 samples. */
    public static CamMethod isCam() {
        return IS_CAM;
    }

    /** Returns IS-CAM with another number N of samples, at least 2: the first is blank, and run for no channel. */
    public static CamMethod isCam(int samples) {
        if (samples < 2) {
            throw new IllegalArgumentException("two or more samples expected, got %d".formatted(samples));
        }
        return new ScoreCam(
                "is-cam",
                MaskGrid.CELLS,
                samples,
                samples - 1,
                (mask, sample, trial) -> {
                    float share = (sample + 1f) * (sample + 2f) / (2f * samples); // Σ j / N for j up to 1 + the sample
                    for (int i = 0; i < mask.length; i++) {
                        mask[i] *= share;
                    }
                },
                "Naidu et al., 2020");
    }

    /** Returns RISE, Petsiuk et al. 2018: 4,000 masks of 7 × 7 cells, half of them kept. */
    public static CamMethod rise() {
        return RISE;
    }

    /**
     * Returns RISE with other settings.
     *
     * @param masks N, at least 1
     * @param cells s, along each side of a mask, at least 1
     * @param kept q, the probability of a cell, more than 0, at most 1
     * @param seed of the masks
     */
    public static CamMethod rise(int masks, int cells, double kept, long seed) {
        return new Rise(masks, cells, kept, seed);
    }
}
