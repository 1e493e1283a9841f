package io.cam4j.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Changes single fields of a message at random: numbers to absurd ones, texts, repeated fields more or fewer. */
final class ProtoMutator {
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        3,
        5,
        -2,
        7,
        8,
        15,
        16,
        17,
        64,
        100,
        -100,
        255,
        256,
        1000,
        32767,
        65536,
        1 << 20,
        1 << 24,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        1L << 32,
        (1L << 32) + 1,
        1L << 40,
        1L << 62,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1
    };
    private static final double[] REALS = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        1e-30,
        1e30,
        1e6,
        -1e6,
        3,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        Float.MAX_VALUE
    };

    private final SplittableRandom random;

    ProtoMutator(SplittableRandom random) {
        this.random = random;
    }

    /** Returns the message with one field changed, chosen evenly among all fields set, however deep. */
    Message mutate(Message message) {
        int places = places(message);
        return places == 0 ? message : mutate(message, random.nextInt(places));
    }

    private static int places(Message message) {
        int count = 0;
        for (var entry : message.getAllFields().entrySet()) {
            if (isMessage(entry.getKey())) {
                for (Object part : parts(entry.getKey(), entry.getValue())) {
                    count += 1 + places((Message) part);
                }
            } else {
                count++;
            }
        }
        return count;
    }

    private static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    }

    private static List<?> parts(FieldDescriptor field, Object value) {
        return field.isRepeated() ? (List<?>) value : List.of(value);
    }

    private Message mutate(Message message, int place) {
        Message.Builder builder = message.toBuilder();
        int left = place;
        for (var entry : message.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            if (!isMessage(field)) {
                if (left-- == 0) {
                    change(builder, field, entry.getValue());
                    return builder.build();
                }
                continue;
            }
            List<?> parts = parts(field, entry.getValue());
            for (int i = 0; i < parts.size(); i++) {
                Message part = (Message) parts.get(i);
                if (left-- == 0) {
                    rearrange(builder, field, i, part);
                    return builder.build();
                }
                int inside = places(part);
                if (left < inside) {
                    Message changed = mutate(part, left);
                    if (field.isRepeated()) {
                        builder.setRepeatedField(field, i, changed);
                    } else {
                        builder.setField(field, changed);
                    }
                    return builder.build();
                }
                left -= inside;
            }
        }
        return message;
    }

    private void rearrange(Message.Builder builder, FieldDescriptor field, int i, Message part) {
        if (!field.isRepeated()) {
            builder.clearField(field);
            return;
        }
        List<Object> parts = new ArrayList<>((List<?>) builder.getField(field));
        switch (random.nextInt(3)) {
            case 0 -> parts.remove(i);
            case 1 -> parts.add(random.nextInt(parts.size() + 1), part);
            default -> parts.set(random.nextInt(parts.size()), part);
        }
        builder.setField(field, parts);
    }

    private void change(Message.Builder builder, FieldDescriptor field, Object value) {
        if (!field.isRepeated()) {
            if (random.nextInt(8) == 0) {
                builder.clearField(field);
            } else {
                builder.setField(field, other(field, value));
            }
            return;
        }
        List<Object> values = new ArrayList<>((List<?>) value);
        int at = random.nextInt(values.size());
        switch (random.nextInt(6)) {
            case 0 -> values.remove(at);
            case 1 -> values.add(values.get(at));
            case 2 -> values.replaceAll(x -> values.get(at));
            case 3 -> {
                Object other = other(field, values.get(at));
                values.replaceAll(x -> other);
            }
            default -> values.set(at, other(field, values.get(at)));
        }
        builder.setField(field, values);
    }

    private Object other(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case INT ->
                random.nextBoolean()
                        ? (Object) (int) NUMBERS[random.nextInt(NUMBERS.length)]
                        : (Object) random.nextInt(-2, 30);
            case LONG ->
                random.nextInt(3) == 0
                        ? (Object) (((Long) value) + random.nextInt(-2, 3))
                        : (Object) NUMBERS[random.nextInt(NUMBERS.length)];
            case FLOAT -> (float) REALS[random.nextInt(REALS.length)];
            case DOUBLE -> REALS[random.nextInt(REALS.length)];
            case BOOLEAN -> !(Boolean) value;
            case ENUM ->
                field.getEnumType()
                        .getValues()
                        .get(random.nextInt(field.getEnumType().getValues().size()));
            case STRING -> random.nextInt(3) == 0 ? "" : random.nextBoolean() ? value + "x" : "input";
            case BYTE_STRING -> bytes((ByteString) value);
            default -> value;
        };
    }

    private ByteString bytes(ByteString value) {
        byte[] bytes = value.toByteArray();
        return switch (random.nextInt(4)) {
            case 0 -> value.substring(0, value.size() / 2);
            case 1 -> value.concat(value);
            case 2 -> ByteString.copyFrom(new byte[bytes.length]);
            default -> {
                if (bytes.length > 0) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                yield ByteString.copyFrom(bytes);
            }
        };
    }
}
