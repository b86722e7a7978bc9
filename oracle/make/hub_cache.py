# SPDX-License-Identifier: BSD-3-Clause
"""Writes lxt-hub/src/test/resources/org/lxt/hub/cache-tree.json: the cache that huggingface_hub makes of a small model.

    python hub_cache.py OUT.json            # serves the model, lets huggingface_hub pull it, describes the cache
    python hub_cache.py --check CACHE       # whether huggingface_hub finds everything in a cache that LXT made

The model is made of a formula, so that a test can serve the same one: byte i of the file number n is (7 n + i * (n + 3) + i // 251) % 256.
"""

import argparse
import hashlib
import json
import os
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

MODEL = "test-org/small-model"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
# path, size, whether it is kept apart from git as large files are, whether it is wanted
FILES = [
    (".gitattributes", 100, False, False),
    ("1_Pooling/config.json", 190, False, True),
    ("README.md", 1000, False, False),
    ("additional_chat_templates/tools.jinja", 333, False, True),
    ("config.json", 600, False, True),
    ("model.safetensors", 300_000, True, True),
    ("modules.json", 230, False, True),
    ("onnx/model.onnx", 5000, True, False),
    ("pytorch_model.bin", 290_000, True, False),
    ("tokenizer.json", 70_000, False, True),
    ("tokenizer_config.json", 600, False, True),
]


def content(number, size):
    return bytes((7 * number + i * (number + 3) + i // 251) % 256 for i in range(size))


def entries():
    for number, (path, size, large, _) in enumerate(FILES):
        data = content(number, size)
        sha256 = hashlib.sha256(data).hexdigest()
        pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {size}\n".encode()
        stored = pointer if large else data
        oid = hashlib.sha1(b"blob %d\0" % len(stored) + stored).hexdigest()
        entry = {"type": "file", "oid": oid, "size": size, "path": path}
        if large:
            entry["lfs"] = {"oid": sha256, "size": size, "pointerSize": len(pointer)}
        yield entry, data


class Hub(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body, headers=()):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self):
        path = unquote(urlsplit(self.path).path)
        if path in (f"/api/models/{MODEL}", f"/api/models/{MODEL}/revision/main"):
            self.answer(json.dumps({"id": MODEL, "sha": COMMIT, "siblings": []}).encode())
        elif path == f"/api/models/{MODEL}/tree/{COMMIT}":
            self.answer(json.dumps([entry for entry, _ in entries()]).encode())
        else:
            name = path.removeprefix(f"/{MODEL}/resolve/{COMMIT}/")
            entry, data = next(((e, d) for e, d in entries() if e["path"] == name), (None, b""))
            if entry is None:
                self.send_error(404)
                return
            etag = entry["lfs"]["oid"] if "lfs" in entry else entry["oid"]
            self.answer(data, [("ETag", f'"{etag}"'), ("X-Repo-Commit", COMMIT)])

    do_HEAD = do_GET


def describe(cache):
    tree = {}
    for path in sorted(cache.rglob("*")):
        name = path.relative_to(cache).as_posix()
        if path.is_symlink():
            tree[name] = "link " + os.readlink(path)
        elif path.is_file() and name.startswith(".locks/"):
            tree[name] = "lock"
        elif path.is_file():
            data = path.read_bytes()
            tree[name] = data.decode() if "/refs/" in name else "sha256 " + hashlib.sha256(data).hexdigest()
            if "/trees/" in name:
                tree[name] = json.loads(data)
    tree.pop("CACHEDIR.TAG")  # its comments name the program
    return tree


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", nargs="?", type=Path)
    parser.add_argument("--check", type=Path)
    args = parser.parse_args()
    if args.check:
        check(args.check)
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as home:
        os.environ["HF_ENDPOINT"] = f"http://127.0.0.1:{server.server_port}"
        os.environ["HF_HOME"] = home
        os.environ["HF_HUB_DISABLE_XET"] = "1"
        import huggingface_hub

        folder = huggingface_hub.snapshot_download(MODEL, allow_patterns=[f[0] for f in FILES if f[3]])
        cache = Path(home) / "hub"
        description = {
            "made_with": "huggingface_hub " + huggingface_hub.__version__,
            "folder": Path(folder).relative_to(Path(cache).resolve()).as_posix(),
            "tree": describe(cache),
        }
    args.out.write_text(json.dumps(description, indent=1) + "\n")


def check(cache):
    os.environ["HF_HUB_CACHE"] = str(cache)
    os.environ["HF_HUB_OFFLINE"] = "1"
    import huggingface_hub

    folder = huggingface_hub.snapshot_download(MODEL, allow_patterns=[f[0] for f in FILES if f[3]])
    for number, (path, size, _, wanted) in enumerate(FILES):
        if wanted:
            assert Path(huggingface_hub.hf_hub_download(MODEL, path)).read_bytes() == content(number, size), path
    info = huggingface_hub.scan_cache_dir(cache)
    assert not info.warnings, info.warnings
    print(folder, [repo.repo_id for repo in info.repos], info.size_on_disk)


if __name__ == "__main__":
    main()
