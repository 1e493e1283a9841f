package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The modules a node was exported from, the outermost first, each with its whole path: {@code layer3}, {@code layer3.1},
 * {@code layer3.1.conv1}. PyTorch's exporter to TorchScript has them in the node's name, {@code
 * /layer3/layer3.1/conv1/Conv}; the later one in its metadata, {@code pkg.torch.onnx.name_scopes}.
 */
record ModulePath(List<String> modules) {
    private static final String SCOPES = "pkg.torch.onnx.name_scopes";
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    ModulePath {
        modules = List.copyOf(modules);
    }

    /** Returns a node's modules, none where the exporter does not tell. */
    static ModulePath of(OnnxNode node) {
        Optional<String> scopes = node.proto().getMetadataPropsList().stream()
                .filter(entry -> entry.getKey().equals(SCOPES))
                .map(StringStringEntryProto::getValue)
                .findFirst();
        return new ModulePath(scopes.map(ModulePath::listed).orElseGet(() -> named(node.name())));
    }

    /** A list as Python writes it: the model itself, '', first, and the node itself last. */
    private static List<String> listed(String scopes) {
        List<String> modules = new ArrayList<>();
        Matcher each = QUOTED.matcher(scopes);
        while (each.find()) {
            modules.add(each.group(1));
        }
        return modules.stream()
                .limit(Math.max(0, modules.size() - 1))
                .filter(module -> !module.isEmpty())
                .toList();
    }

    /** Each segment has its own name, or, inside a container, that of the container too. */
    private static List<String> named(String node) {
        if (!node.startsWith("/")) {
            return List.of();
        }
        List<String> segments = Arrays.asList(node.substring(1).split("/", -1));
        List<String> modules = new ArrayList<>();
        String path = "";
        String container = "";
        for (String segment : segments.subList(0, segments.size() - 1)) {
            boolean inside = !container.isEmpty() && segment.startsWith(container + ".");
            String own = inside ? segment.substring(container.length() + 1) : segment;
            path = path.isEmpty() ? own : path + "." + own;
            modules.add(path);
            container = segment;
        }
        return modules;
    }

    /** Returns whether the node is part of a module. */
    boolean isIn(String module) {
        return modules.contains(module);
    }
}
