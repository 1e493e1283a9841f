#!/bin/sh
# On a machine with an NVIDIA GPU, CUDA 12 and cuDNN 9: do CUDA and the CPU agree, and how many images a second does each
# explain? Elsewhere it says so and succeeds. Arguments: ONNX models (default: those in ../shared/models).
set -eu
cd "$(dirname "$0")/.."
if ! command -v nvidia-smi >/dev/null || ! nvidia-smi -L 2>/dev/null | grep -q '^GPU'; then
    echo "no NVIDIA GPU here, nothing was checked"
    exit 0
fi
nvidia-smi -L
[ $# -gt 0 ] || set -- "$PWD/../shared/models/resnet18.onnx" "$PWD/../shared/models/squeezenet1_1.onnx"
mvn -q -pl cam-benchmarks -am -Pgpu -DskipTests verify -Dgpu.models="$*"
