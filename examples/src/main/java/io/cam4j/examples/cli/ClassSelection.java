package io.cam4j.examples.cli;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Labels;
import io.cam4j.Request;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which classes to explain: the most probable, those above a threshold, or those named. */
final class ClassSelection {
    private ClassSelection() {}

    /** Returns the most probable ones. @throws UsageException if the model has fewer classes */
    static Request top(int count, ClassActivationMapper mapper) {
        if (count < 1 || count > mapper.classes()) {
            throw new UsageException("--top: 1 to %d classes expected, got %d".formatted(mapper.classes(), count));
        }
        return Request.top(count);
    }

    /** Returns those above a threshold. @throws UsageException if it is no probability */
    static Request above(double threshold) {
        try {
            return Request.above(threshold);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--above: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the classes named, in the order given, each once: a number is an index, anything else a label or one of its
     * synonyms.
     *
     * @throws UsageException if one of them is unknown, or names several classes
     */
    static Request named(List<String> names, ClassActivationMapper mapper) {
        Set<Integer> classes = new LinkedHashSet<>();
        names.forEach(name -> classes.add(NamedClass.find(name, mapper)));
        return Request.classes(List.copyOf(classes));
    }

    /** Looks up one class. */
    private static final class NamedClass {
        private static final Pattern NUMBER = Pattern.compile("-?\\d+");

        private NamedClass() {}

        static int find(String name, ClassActivationMapper mapper) {
            return NUMBER.matcher(name).matches() ? indexed(name, mapper) : labeled(name, mapper);
        }

        private static int indexed(String number, ClassActivationMapper mapper) {
            try {
                int index = Integer.parseInt(number);
                if (index >= 0 && index < mapper.classes()) {
                    return index;
                }
            } catch (NumberFormatException e) {
                // reported below
            }
            throw new UsageException(
                    "--classes: an index from 0 to %d expected, got %s".formatted(mapper.classes() - 1, number));
        }

        private static int labeled(String name, ClassActivationMapper mapper) {
            Labels labels = mapper.labels()
                    .orElseThrow(() -> new UsageException(
                            "--classes: '%s' is no index; give the classes' names with --labels".formatted(name)));
            List<Integer> found = labels.find(name);
            if (found.isEmpty()) {
                throw new UsageException(
                        "--classes: no class is called '%s'%s".formatted(name, suggestion(name, labels)));
            }
            if (found.size() > 1) {
                throw new UsageException("--classes: '%s' names %d classes, give the index of one: %s"
                        .formatted(name, found.size(), list(found, labels)));
            }
            return found.get(0);
        }

        private static String suggestion(String name, Labels labels) {
            String part = name.toLowerCase(Locale.ROOT);
            List<Integer> near = java.util.stream.IntStream.range(0, labels.size())
                    .filter(i -> labels.get(i).toLowerCase(Locale.ROOT).contains(part))
                    .limit(10)
                    .boxed()
                    .toList();
            return near.isEmpty() || part.isBlank() ? "" : "; did you mean one of these: " + list(near, labels);
        }

        private static String list(List<Integer> classes, Labels labels) {
            return classes.stream()
                    .map(index -> "%d (%s)".formatted(index, labels.get(index)))
                    .collect(Collectors.joining(", "));
        }
    }
}
