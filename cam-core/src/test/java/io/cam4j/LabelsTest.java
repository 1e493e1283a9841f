package io.cam4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
    @Test
    void halfCharactersAreRefused() {
        assertThatThrownBy(() -> Labels.parse("[\"a\\ud800b\"]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels of whole characters expected, got a half one in 'a?b'");
    }

    private static final Labels FISH = Labels.of(List.of("tench", "goldfish"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"tench\", \"goldfish\"]",
                " \n[\"n01440764 tench\",\"goldfish\"]\n",
                "{\"0\": \"tench\", \"1\": \"goldfish\"}",
                "{\"1\": \"goldfish\", \"0\": \"tench\"}",
                "{\"0\": [\"n01440764\", \"tench\"], \"1\": [\"n01443537\", \"goldfish\"]}",
                "tench\ngoldfish",
                "tench\r\ngoldfish\r\n\r\n",
                "n01440764 tench\nn01443537 goldfish\n",
                "\uFEFFtench\n  goldfish  \n",
                "\uFEFF[\"tench\", \"goldfish\"]"
            })
    void allTheUsualFormsAreRead(String text) {
        assertThat(Labels.parse(text)).isEqualTo(FISH).hasSameHashCodeAs(FISH);
    }

    @Test
    void synonymsStayInTheName() {
        Labels labels = Labels.parse("n01484850 great white shark, white shark\ncock");

        assertThat(labels.get(0)).isEqualTo("great white shark, white shark");
    }

    @Test
    void onlyASynsetIdIsDroppedFromAName() {
        assertThat(Labels.parse("n0144076 tench\nn014407641 tench\nno tench\nn01440764")
                        .names())
                .containsExactly("n0144076 tench", "n014407641 tench", "no tench", "n01440764");
    }

    @ParameterizedTest(name = "{0} is ''{2}'' from class {1} on")
    @CsvSource({
        "imagenet-list.json, 0, tench, 1000",
        "imagenet-map.json, 0, tench, 1000",
        "synset_words.txt, 0, 'tench, Tinca tinca', 1000",
        "imagenet_labels_1001_background.txt, 1, 'tench, Tinca tinca', 1001"
    })
    void thePublishedFilesAreRead(String file, int first, String name, int size) throws IOException {
        Labels labels = Labels.parse(Files.readString(SharedData.path("labels/" + file)));

        assertThat(labels.size()).isEqualTo(size);
        assertThat(labels.get(first)).isEqualTo(name);
        assertThat(labels.get(size - 1))
                .startsWith("toilet ")
                .isEqualTo(labels.names().get(size - 1));
        assertThat(labels.find("goldfish")).containsExactly(first + 1);
    }

    @Test
    void thePublishedNamesOfTwoClassesAreFoundTwice() throws IOException {
        Labels labels = Labels.parse(Files.readString(SharedData.path("labels/synset_words.txt")));

        assertThat(labels.find("crane")).containsExactly(134, 517); // the bird and the machine
        assertThat(labels.find("n02510455 giant panda, panda, panda bear, coon bear, Ailuropoda melanoleuca"))
                .containsExactly(388);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    ''                         | one or more labels expected, got none
                    []                         | one or more labels expected, got none
                    {}                         | one or more labels expected, got none
                    [1]                        | a label should be a text, got 1
                    [null]                     | a label should be a text, got null
                    ["a", {}]                  | a label should be a text, got {}
                    {"0": []}                  | a label should be a text, got []
                    {"1": "a"}                 | the labels' keys should be the numbers 0 to 0, got '1'
                    {"0": "a", "2": "b"}       | the labels' keys should be the numbers 0 to 1, got '2'
                    {"0": "a", "-1": "b"}      | the labels' keys should be the numbers 0 to 1, got '-1'
                    {"tench": "a"}             | the labels' keys should be the numbers 0 to 0, got 'tench'
                    {"0": "a", "00": "b"}      | each class once expected in the labels, got 0 twice
                    ["a", "b"                  | JSON expected: End of input at line 1 column 10
                    ["a"] b                    | JSON expected: malformed at line 1
                    ['a']                      | JSON expected: malformed at line 1 column 3
                    """)
    void aMistakeIsNamed(String text, String message) {
        assertThatThrownBy(() -> Labels.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void theNamesAreACopy() {
        List<String> names = new ArrayList<>(List.of("a"));
        Labels labels = Labels.of(names);
        names.set(0, "b");

        assertThat(labels.names()).containsExactly("a");
        assertThat(labels).hasToString("1 labels from 'a'").isNotEqualTo(FISH).isNotEqualTo("a");
        assertThatThrownBy(() -> labels.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Labels.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWholeLabelBeatsASynonym() {
        Labels labels = Labels.of(List.of("cock, rooster", "rooster", "hen"));

        assertThat(labels.find("rooster")).containsExactly(1);
        assertThat(labels.find("cock")).containsExactly(0);
        assertThat(labels.find("cock, rooster")).containsExactly(0);
    }

    @Test
    void caseAndSpaceAroundDoNotCount() {
        Labels labels = Labels.of(List.of("Great White Shark,  White Shark ", "IBEX"));

        assertThat(labels.find(" white shark")).containsExactly(0);
        assertThat(labels.find("ibex ")).containsExactly(1);
    }

    @Test
    void aSynsetIdDoesNotCount() {
        assertThat(Labels.parse("n01440764 tench\nhen").find("n01440764 tench")).containsExactly(0);
        assertThat(FISH.find("n01443537 goldfish")).containsExactly(1);
    }

    @Test
    void severalHitsComeLowestIndexFirst() {
        Labels labels = Labels.of(List.of("crane, bird", "hen", "crane, machine", "hen"));

        assertThat(labels.find("crane")).containsExactly(0, 2);
        assertThat(labels.find("hen")).containsExactly(1, 3);
        assertThat(labels.find("cran")).isEmpty();
    }
}
