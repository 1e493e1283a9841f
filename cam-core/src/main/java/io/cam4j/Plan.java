package io.cam4j;

import io.cam4j.method.Basis;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import io.cam4j.network.Activation;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import io.cam4j.network.Layers;
import io.cam4j.network.Network;
import io.cam4j.network.NoGradientException;
import io.cam4j.preprocessing.InputSpec;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request comes to for one network.
 *
 * @param request what was asked, its methods chosen
 * @param closed methods that the head's closed forms serve, from a plain run
 * @param open methods that want features and gradients of layers
 * @param layers where the open ones look; null where there is none
 * @param choice why these methods; empty where they were asked for
 */
record Plan(
        Request request,
        List<CamMethod> closed,
        List<CamMethod> open,
        @Nullable Layers layers,
        String choice) {
    /**
     * Chooses the way, and makes layers ready.
     *
     * @param input sizes of the inputs to come
     * @throws IllegalArgumentException if the request does not suit the network
     */
    static Plan of(Request request, Network network, InputSpec input) {
        Head head = network.head();
        request.checkClasses(head.classes());
        List<String> tensors = request.layers().isEmpty() ? List.of(head.tap()) : network.tensors(request.layers());
        Head here = tensors.equals(List.of(head.tap())) ? head : layer(head, tensors.get(0));
        Opening opening = gradients -> network.layers(tensors, gradients, input);
        if (here.kind() != HeadKind.LAYERS) {
            Request plain = request.isAuto() ? request.byCam() : request;
            plain.methods().forEach(method -> Methods.check(method, here));
            return pooled(plain, here, opening);
        }
        return request.isAuto() ? chosen(request, here, opening) : asked(request, here, opening);
    }

    /** Makes the layers ready. */
    private interface Opening {
        Layers with(boolean gradients);
    }

    /** A layer before the head's features is like a head: whatever is behind it, no closed form holds. */
    private static Head layer(Head head, String tensor) {
        return new Head(HeadKind.LAYERS, tensor, "", head.channels(), head.classes(), Activation.NONE, head.scores());
    }

    /** Closed forms serve what they hold for, trials the rest. */
    private static Plan pooled(Request request, Head head, Opening opening) {
        List<CamMethod> all = request.methods();
        if (all.stream().allMatch(method -> isClosed(method, head))) {
            return new Plan(request, all, List.of(), null, "");
        }
        return new Plan(
                request,
                all.stream().filter(method -> isClosed(method, head)).toList(),
                all.stream().filter(method -> !isClosed(method, head)).toList(),
                opening.with(false),
                "");
    }

    private static boolean isClosed(CamMethod method, Head head) {
        return method.basis() != Basis.TRIALS && method.holdsFor(head);
    }

    private static Plan asked(Request request, Head here, Opening opening) {
        request.methods().forEach(method -> Methods.check(method, here));
        boolean gradients = request.methods().stream().anyMatch(Plan::wantsGradient);
        try {
            return new Plan(request, List.of(), request.methods(), opening.with(gradients), "");
        } catch (NoGradientException e) {
            throw new NoGradientException(
                    "%s Methods that would still work: %s."
                            .formatted(
                                    e.getMessage(),
                                    Methods.holdingFor(here).stream()
                                            .filter(method -> !wantsGradient(method))
                                            .map(CamMethod::name)
                                            .collect(Collectors.joining(", "))),
                    e.layers());
        }
    }

    private static boolean wantsGradient(CamMethod method) {
        return method.basis() == Basis.GRADIENT;
    }

    private static Plan chosen(Request request, Head here, Opening opening) {
        String unpooled = "no class activation map, for the logits are not known as a function of the means of '%s'"
                .formatted(here.tap());
        try {
            Request gradCam = request.by(Methods.gradCam());
            return new Plan(gradCam, List.of(), gradCam.methods(), opening.with(true), unpooled);
        } catch (NoGradientException e) {
            Request reciproCam = request.by(Methods.reciproCam());
            String neither = "%s; no Grad-CAM: %s".formatted(unpooled, e.getMessage());
            return new Plan(reciproCam, List.of(), reciproCam.methods(), opening.with(false), neither);
        }
    }

    /** Returns the open methods that want no more runs. */
    List<CamMethod> fromOneRun() {
        return open.stream().filter(Plan::isFromOneRun).toList();
    }

    /** Returns the open methods that want more runs. */
    List<CamMethod> byTrials() {
        return open.stream().filter(method -> !isFromOneRun(method)).toList();
    }

    private static boolean isFromOneRun(CamMethod method) {
        return method.basis() == Basis.FEATURES || method.basis() == Basis.GRADIENT;
    }

    /** Returns the name of the method that is chosen for a head's features. */
    static String closedMethod(Head head) {
        return head.kind() == HeadKind.LAYERS
                ? Methods.auto().name()
                : Methods.cam().name();
    }

    /** Returns why. */
    static String closedReason(Head head) {
        return switch (head.kind()) {
            case GAP_LINEAR, GAP_CONV, CONV_GAP -> "the head pools, so the class activation map is exact";
            case GAP_TAIL ->
                "no exact class activation map, for several layers stand behind the pool; their Jacobian gives the weights";
            case LAYERS -> "chosen when it is asked for";
        };
    }

    /** Returns explanations of the head's features under the name they were asked for by, if they were. */
    List<Explanation> named(List<Explanation> explanations) {
        List<String> names = request.layers();
        return names.isEmpty()
                ? explanations
                : explanations.stream()
                        .map(explanation -> explanation.atLayer(names.get(0)))
                        .toList();
    }

    /** Returns how an explanation by the open methods comes about. */
    Provenance provenance(Provenance any) {
        String first = open.get(0).name();
        return choice.isEmpty() ? any.withMethod(first) : any.chosen(first, choice);
    }

    /** Returns the request for what the closed forms serve. */
    Request plain() {
        return open.isEmpty() ? request : request.by(closed);
    }
}
