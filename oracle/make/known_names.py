# SPDX-License-Identifier: BSD-3-Clause
"""Collects what transformers knows by name, for LXT to tell options that matter somewhere from those that matter nowhere.

Reads the source text of the package in one version or several, imports nothing of it, and writes four lists, one name a
line, sorted:

    options.txt         options of any configuration class, its aliases, and what model code asks a configuration for
    rope-options.txt    options within rope_parameters and rope_scaling
    model-types.txt     values of model_type that have a class
    architectures.txt   model classes, as `architectures` names them

    python known_names.py OUT TRANSFORMERS [TRANSFORMERS...]

OUT is lxt-spi/src/main/resources/org/lxt/spi/checkpoint/transformers, TRANSFORMERS the folder of an unpacked package. The lists in
the repository are those of versions 3.5.1, 4.57.1 and 5.9.0 together: files live longer than versions.
"""

import ast
import re
import sys
from pathlib import Path

# Configurations of something else than a model.
OTHERS = re.compile(r"(generation|quantization|quant|compile|cache|peft|adapter|watermark|processor|training|ds|tokenizer)_config$")
# What belongs to the class in Python and stands in no file.
PYTHON_ONLY = {
    "attribute_map", "auto_docstring", "base_config_key", "base_model_ep_plan", "base_model_fsdp_plan",
    "base_model_pp_plan", "base_model_tp_plan", "default_theta", "has_no_defaults_at_init",
    "ignore_keys_at_rope_validation", "is_composition", "keys_to_ignore_at_inference", "pretrained_config_archive_map",
    "sub_configs", "self", "kwargs", "args", "cls",
}
# Code that has a part in what a model computes; the rest trains, converts, serves or reads other files.
COMPUTES = re.compile(r"models/|(configuration|modeling|masking|cache|pytorch)_\w+\.py|activations\.py"
                      r"|integrations/(\w*attention\w*|moe|hub_kernels)\.py")
SKIPPED = re.compile(r"(convert|tokenization|processing|image_processing|video_processing|feature_extraction|generation"
                     r"|modeling_tf|modeling_flax|modeling_mmbt|retrieval)_\w+\.py")


def is_name(text):
    return isinstance(text, str) and re.fullmatch(r"_?[A-Za-z][A-Za-z0-9_]*", text) is not None


def constant(node):
    return node.value if isinstance(node, ast.Constant) and is_name(node.value) else None


def constant_type(node):
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) and re.fullmatch(r"[a-z0-9][a-z0-9._-]*", value) else None


def last_name(node):
    """The last part of a dotted name; of `self.config` it is `config`."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def is_configuration(node):
    name = last_name(node)
    return (name == "config" or name.endswith("_config")) and not OTHERS.search(name)


def is_rope(node):
    name = last_name(node)
    return "rope" in name and name != "rope_type" or name == "scaling"


class Asked(ast.NodeVisitor):
    """What any code asks a configuration for, or the part of it that speaks of the rotary embedding."""

    def __init__(self, options, rope):
        self.options = options
        self.rope = rope

    def visit_Call(self, node):
        function = last_name(node.func)
        if function in ("getattr", "hasattr", "setattr") and len(node.args) > 1 and is_configuration(node.args[0]):
            self.options.add(constant(node.args[1]))
        if isinstance(node.func, ast.Attribute):
            if function in ("get", "pop", "setdefault", "update", "__getattribute__") and node.args:
                self.add(node.func.value, constant(node.args[0]))
            # A method is none of its options.
            self.visit(node.func.value)
        else:
            self.visit(node.func)
        for child in [*node.args, *(k.value for k in node.keywords)]:
            self.visit(child)

    def visit_Attribute(self, node):
        if is_configuration(node.value):
            self.options.add(node.attr)
        self.generic_visit(node)

    def visit_Subscript(self, node):
        self.add(node.value, constant(node.slice))
        self.generic_visit(node)

    def visit_Compare(self, node):
        if len(node.ops) == 1 and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            self.add(node.comparators[0], constant(node.left))
        self.generic_visit(node)

    def add(self, holder, name):
        if name is None:
            return
        if is_rope(holder):
            self.rope.add(name)
        elif last_name(holder) == "config_dict":
            self.options.add(name)


def declared(tree, options, types):
    """What configuration classes declare: fields, arguments, attributes, aliases."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef) or "Config" not in node.name or "Onnx" in node.name:
            continue
        for part in node.body:
            if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
                options.add(part.target.id)
            if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
                name = part.targets[0].id
                if name == "model_type":
                    types.add(constant_type(part.value))
                if name in ("attribute_map", "sub_configs") and isinstance(part.value, ast.Dict):
                    options.update(constant(k) for k in part.value.keys)
                    options.update(constant(v) for v in part.value.values)
        for part in ast.walk(node):
            if isinstance(part, ast.FunctionDef) and part.name in ("__init__", "__post_init__"):
                options.update(a.arg for a in [*part.args.args, *part.args.kwonlyargs])
            if isinstance(part, (ast.Assign, ast.AnnAssign)):
                targets = part.targets if isinstance(part, ast.Assign) else [part.target]
                options.update(t.attr for t in targets if isinstance(t, ast.Attribute) and last_name(t.value) == "self")
            if isinstance(part, ast.FunctionDef) and part.name in ("__init__", "__post_init__"):
                for call in ast.walk(part):
                    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
                        if last_name(call.func.value) == "kwargs":
                            options.update(constant(a) for a in call.args[:1])


def rope_declared(tree, rope):
    """The fields of RopeParameters, and the keys that a validation requires or allows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == "RopeParameters":
            rope.update(p.target.id for p in node.body if isinstance(p, ast.AnnAssign))
        if isinstance(node, ast.Set):
            rope.update(constant(e) for e in node.elts)


def classes(tree, names, types):
    """Model classes that a file exports, or that an Auto class knows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and last_name(node.targets[0]) == "__all__" and isinstance(node.value, ast.List):
            names.update(constant(e) for e in node.value.elts)
        if isinstance(node, ast.Assign) and last_name(node.targets[0]).endswith("MAPPING_NAMES"):
            for pair in ast.walk(node.value):
                if isinstance(pair, ast.Tuple) and len(pair.elts) == 2:
                    names.update(constant(e) for e in ast.walk(pair.elts[1]) if isinstance(e, ast.Constant))


def main(out, packages):
    options, rope, types, names = set(), set(), set(), set()
    for package in map(Path, packages):
        for file in sorted(package.rglob("*.py")):
            place = file.relative_to(package).as_posix()
            if not COMPUTES.match(place) or SKIPPED.match(file.name):
                continue
            tree = ast.parse(file.read_text(encoding="utf-8"))
            Asked(options, rope).visit(tree)
            if file.name.startswith(("configuration_", "modular_")):
                declared(tree, options, types)
            if file.name == "modeling_rope_utils.py":
                rope_declared(tree, rope)
            if file.name.startswith("modeling_") and "models/" in place:
                classes(tree, names, types)
            if file.name == "configuration_auto.py":
                for node in ast.walk(tree):
                    if isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[0], ast.Constant):
                        types.add(constant_type(node.elts[0]))
    options = {n for n in options - PYTHON_ONLY if n and re.match(r"_?[a-z]", n)}
    names = {n for n in names if n and re.match(r"[A-Z]", n) and not n.endswith(("PreTrainedModel", "PretrainedModel"))}
    for file, found in (("options", options), ("rope-options", rope), ("model-types", types), ("architectures", names)):
        lines = sorted(n for n in found if n)
        Path(out, file + ".txt").write_text("".join(n + "\n" for n in lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
